// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('facts', table => {
    table
      .string('label_module', 63)
      .nullable()
      .comment('The label of the object, whoever wrote it');
    table
      .string('own_entity', 255)
      .nullable()
      .comment('The entity that it names, where only the platform can write');
    table
      .boolean('platform')
      .notNullable()
      .defaultTo(false)
      .comment('Whether it lies where no entity can claim it');
    table
      .string('project', 255)
      .nullable()
      .comment('Of an Application, its project in Argo CD');
    table
      .string('made_by', 512)
      .nullable()
      .comment('Of an Application, the ApplicationSet that made it');
    table
      .text('labels')
      .nullable()
      .comment('Of kinds that are claimed by their labels, JSON');
    table.dropIndex(['observed_on', 'namespace'], 'facts_namespace_index');
    // Claims may name a namespace of any cluster.
    table.index(['namespace', 'observed_on'], 'facts_namespace_index');
    table.index(['kind', 'name', 'observed_on'], 'facts_name_index');
    table.index(['own_entity'], 'facts_own_entity_index');
    table.index(['label_module'], 'facts_label_module_index');
    table.index(['project'], 'facts_project_index');
    table.index(['made_by', 'observed_on'], 'facts_made_by_index');
  });

  await knex.schema.createTable('fact_labels', table => {
    table.comment('The labels of objects that are claimed by them');
    table.string('observed_on', 63).notNullable().comment('As in facts');
    table.string('kind', 255).notNullable().comment('As in facts');
    table.string('object', 512).notNullable().comment('As in facts');
    table.string('key', 255).notNullable().comment('Of the label');
    table.string('value', 63).notNullable().comment('Of the label');
    table.primary(['observed_on', 'kind', 'object', 'key']);
    table.index(['key', 'value', 'kind'], 'fact_labels_label_index');
  });

  await knex.schema.createTable('claims', table => {
    table.comment('What entities say by annotations that it is theirs');
    table.string('entity_ref', 255).notNullable().comment('The entity');
    table.integer('position').notNullable().comment('Counts its claims');
    table
      .string('module', 63)
      .notNullable()
      .comment('What the entity is called as a module');
    table.string('type', 16).notNullable().comment('By which annotation');
    table
      .string('cluster', 63)
      .nullable()
      .comment('The cluster that holds the object; null is any');
    table
      .string('namespace', 253)
      .nullable()
      .comment('Where the object lies; null is anywhere');
    table.string('name', 512).nullable().comment('What it is called');
    table.string('project', 255).nullable().comment('Its project in Argo CD');
    table.text('selector').nullable().comment('The labels that it has');
    table
      .string('label', 320)
      .nullable()
      .comment('One label that all have that the selector means: key=value');
    table.primary(['entity_ref', 'position']);
    table.index(['name'], 'claims_name_index');
    table.index(['namespace'], 'claims_namespace_index');
    table.index(['project'], 'claims_project_index');
    table.index(['label'], 'claims_label_index');
  });

  await knex.schema.alterTable('modules', table => {
    table
      .string('hash', 64)
      .notNullable()
      .defaultTo('')
      .comment('Of the entity, to compare without reading it');
  });
  await knex.schema.alterTable('states', table => {
    table
      .string('binding', 16)
      .notNullable()
      .defaultTo('unbound')
      .comment('Whose the module was when it was judged');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('states', table => {
    table.dropColumn('binding');
  });
  await knex.schema.alterTable('modules', table => {
    table.dropColumn('hash');
  });
  await knex.schema.dropTable('claims');
  await knex.schema.dropTable('fact_labels');
  await knex.schema.alterTable('facts', table => {
    for (const name of [
      'namespace',
      'name',
      'own_entity',
      'label_module',
      'project',
      'made_by',
    ]) {
      table.dropIndex([], `facts_${name}_index`);
    }
  });
  await knex.schema.alterTable('facts', table => {
    table.dropColumns(
      'label_module',
      'own_entity',
      'platform',
      'project',
      'made_by',
      'labels',
    );
    table.index(['observed_on', 'namespace'], 'facts_namespace_index');
  });
};
