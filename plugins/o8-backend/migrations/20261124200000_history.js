// @ts-check

/**
 * When a record is of: what it says, or when it was seen. Queries have to say it in the
 * same words, or no index is used.
 */
const AT = 'coalesce(evidence_at, changed_at)';

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('state_history', table => {
    table.index(['entity_ref', 'at'], 'state_history_time_index');
  });
  // Of records alone: there is no history of what lives and dies with its object.
  for (const [name, columns] of [
    ['facts_record_module_index', 'own_module'],
    ['facts_record_subject_index', 'subject_cluster, subject_namespace'],
  ]) {
    await knex.raw(
      `CREATE INDEX ${name} ON facts (${columns}, (${AT})) WHERE uid <> ''`,
    );
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const name of [
    'facts_record_subject_index',
    'facts_record_module_index',
  ]) {
    await knex.raw(`DROP INDEX ${name}`);
  }
  await knex.schema.alterTable('state_history', table => {
    table.dropIndex(['entity_ref', 'at'], 'state_history_time_index');
  });
};
