// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('module_attributes', table => {
    table.comment('What permissions decide modules by');
    table.string('entity_ref', 255).notNullable().comment('The module');
    table
      .string('attribute', 16)
      .notNullable()
      .comment('cluster, environment, landingZone, namespace, owner or system');
    table.string('value', 255).notNullable().comment('One of its values');
    table.primary(['entity_ref', 'attribute', 'value']);
    table.index(
      ['attribute', 'value', 'entity_ref'],
      'module_attributes_value_index',
    );
  });
  // All are read again, and with that judged again: both write what they know.
  await knex('modules').update({ hash: '' });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('module_attributes');
};
