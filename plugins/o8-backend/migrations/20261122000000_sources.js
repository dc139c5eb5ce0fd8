// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('sources', table => {
    table.comment('How fresh what each source says of each cluster is');
    table.string('cluster', 63).notNullable().comment('Name of the cluster');
    table.string('source', 255).notNullable().comment('Id of the source');
    table
      .string('state', 16)
      .notNullable()
      .comment('fresh, stale, failed or unsupported');
    table
      .string('since', 24)
      .notNullable()
      .comment('When this state began, ISO 8601 in UTC');
    table
      .string('confirmed_at', 24)
      .nullable()
      .comment('When it was last read in full, ISO 8601 in UTC; null is never');
    table.text('message').nullable().comment('Why it is so, in words');
    table.primary(['cluster', 'source']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('sources');
};
