// @ts-check

/**
 * @param {import('knex').Knex} knex
 * @param {(table: import('knex').Knex.CreateTableBuilder) => void} [addColumns]
 */
async function createTouched(knex, addColumns = () => {}) {
  await knex.schema.createTable('touched', table => {
    table.comment('The modules that have to be judged again');
    table.string('module', 63).primary().comment('Its name on the clusters');
    table
      .integer('revision')
      .notNullable()
      .comment(
        'Grows while it waits: what was judged before is not the last word',
      );
    addColumns(table);
  });
}

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('leases', table => {
    table.comment('What only one replica may do at a time, and which one does');
    table.string('name', 255).primary().comment('What it is the right to do');
    table
      .string('holder', 255)
      .notNullable()
      .comment('The replica that has it; empty if it was given up');
    table
      .integer('epoch')
      .notNullable()
      .comment('Grows whenever it changes hands');
    table
      .bigInteger('expires_at')
      .notNullable()
      .comment('Milliseconds since 1970 by the clock of this database');
    // With this, PostgreSQL has a take-over wait for writers that hold FOR KEY SHARE,
    // and a renewal, which leaves the epoch alone, pass them.
    table.unique(['name', 'epoch'], { indexName: 'leases_epoch_unique' });
  });

  await knex.schema.createTable('replicas', table => {
    table.comment('The replicas that share the work');
    table.string('holder', 255).primary().comment('What leases call it');
    table
      .bigInteger('expires_at')
      .notNullable()
      .comment('Milliseconds since 1970 by the clock of this database');
  });

  await knex.schema.createTable('fan_outs', table => {
    table.comment('Many modules that are about to be touched, chunk by chunk');
    table
      .string('cluster', 63)
      .primary()
      .comment('Those that have to do with it; empty for all modules');
    table
      .string('cursor', 63)
      .notNullable()
      .comment('The last module that was touched; empty before the first');
    table
      .boolean('again')
      .notNullable()
      .comment('Asked for again meanwhile: from the start after the end');
    table
      .integer('passes')
      .notNullable()
      .comment('Chunks that were touched: the one with the fewest is next');
  });

  await knex.schema.createTable('module_clusters', table => {
    table.comment('The clusters that the states of a module rest on');
    table.string('cluster', 63).notNullable().comment('Name of the cluster');
    table.string('module', 63).notNullable().comment('The module');
    table.primary(['cluster', 'module']);
    table.index(['module'], 'module_clusters_module_index');
  });

  // Every module is judged again after a start, so what waits here is not lost; and
  // SQLite adds no column that must not be null.
  await knex.schema.dropTable('touched');
  await createTouched(knex, table => {
    table
      .integer('shard')
      .notNullable()
      .comment('Which of those who share the judging has to do it');
    table
      .integer('priority')
      .notNullable()
      .comment('0 if touched by itself, 1 if a fan-out has reached it');
    table.index(['shard', 'priority'], 'touched_shard_index');
  });

  // What places a module without saying which is looked for among all facts.
  await knex.schema.alterTable('facts', table => {
    table.index(['places', 'label_module'], 'facts_places_index');
  });

  await knex.schema.alterTable('sources', table => {
    table
      .text('kinds')
      .notNullable()
      .defaultTo('[]')
      .comment('How fresh each of its kinds is, JSON');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('sources', table => {
    table.dropColumn('kinds');
  });
  await knex.schema.alterTable('facts', table => {
    table.dropIndex([], 'facts_places_index');
  });
  await knex.schema.dropTable('touched');
  await createTouched(knex);
  for (const table of ['module_clusters', 'fan_outs', 'replicas', 'leases']) {
    await knex.schema.dropTable(table);
  }
};
