// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('revisions', table => {
    table.comment('Counters of changes, by which replicas notice them');
    table
      .string('name', 80)
      .primary()
      .comment('shard/<number>, cluster/<name> or sources: what it counts');
    table
      .bigInteger('revision')
      .notNullable()
      .comment('Grows with each transaction that changes what is answered');
    table
      .bigInteger('floor')
      .notNullable()
      .defaultTo(0)
      .comment('Up to here, changes of modules that are gone are forgotten');
    table
      .string('judged_at', 24)
      .nullable()
      .comment(
        'Of a shard, when nothing waited for judgement, ISO 8601 in UTC',
      );
  });

  await knex.schema.createTable('module_revisions', table => {
    table.comment('The last change of what is answered of each module');
    table.string('module', 63).primary().comment('Its name on the clusters');
    table.integer('shard').notNullable().comment('By whose counter');
    table.bigInteger('revision').notNullable().comment('The number of it');
    table.index(['shard', 'revision'], 'module_revisions_shard_index');
  });

  await knex.schema.alterTable('states', table => {
    table
      .string('valid_until', 24)
      .nullable()
      .comment('When time alone may make it another one, ISO 8601 in UTC');
    table
      .string('answer_hash', 64)
      .nullable()
      .comment('Of what was last counted as a change; null if nothing was');
    // Most have no end.
    table.index(['valid_until'], 'states_valid_until_index', {
      predicate: knex.whereNotNull('valid_until'),
    });
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('states', table => {
    table.dropIndex([], 'states_valid_until_index');
  });
  await knex.schema.alterTable('states', table => {
    table.dropColumns('valid_until', 'answer_hash');
  });
  await knex.schema.dropTable('module_revisions');
  await knex.schema.dropTable('revisions');
};
