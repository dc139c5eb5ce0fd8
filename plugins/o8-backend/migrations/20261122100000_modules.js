// @ts-check

const TIME_LENGTH = 24;

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('facts', table => {
    table.comment(
      'What the objects on the clusters say, as the sources put it',
    );
    table
      .string('observed_on', 63)
      .notNullable()
      .comment('The cluster that holds the object');
    table
      .string('kind', 255)
      .notNullable()
      .comment(
        'API group and kind of the object, such as argoproj.io/Application',
      );
    table
      .string('object', 512)
      .notNullable()
      .comment('Namespace and name of the object, with a slash between them');
    table
      .string('uid', 64)
      .notNullable()
      .comment('Of a record, the uid of its object; empty for facts');
    table.string('type', 255).notNullable().comment('What it says');
    table
      .string('key', 255)
      .notNullable()
      .comment('Tells apart the facts of one type of one object');
    table.string('source', 255).notNullable().comment('Id of the source');
    table.string('api_version', 255).notNullable().comment('Of the object');
    table
      .string('namespace', 253)
      .nullable()
      .comment('Of the object; null if it is cluster-scoped');
    table.string('name', 512).notNullable().comment('Of the object');
    table
      .string('own_module', 63)
      .nullable()
      .comment('The label of the object, where only the platform can write it');
    table
      .string('binds', 8)
      .notNullable()
      .comment('object or subject: whose it is');
    table
      .boolean('places')
      .notNullable()
      .comment('Whether the module is in the subject');
    table
      .string('subject_cluster', 63)
      .nullable()
      .comment('The cluster that it is about; null if that is not configured');
    table
      .string('subject_namespace', 253)
      .nullable()
      .comment('The namespace that it is about; null for all of them');
    table.text('value').notNullable().comment('What counts, JSON');
    table
      .string('value_hash', 64)
      .notNullable()
      .comment('Of everything whose change counts');
    table
      .text('volatile')
      .notNullable()
      .comment('What moves without meaning, JSON');
    table
      .string('evidence_at', TIME_LENGTH)
      .nullable()
      .comment('When what it says was so, ISO 8601 in UTC');
    table
      .string('changed_at', TIME_LENGTH)
      .notNullable()
      .comment('When its value was first seen, ISO 8601 in UTC');
    table
      .string('gone_at', TIME_LENGTH)
      .nullable()
      .comment('When the object of a record went away, ISO 8601 in UTC');
    table.primary(['observed_on', 'kind', 'object', 'uid', 'type', 'key']);
    table.index(['own_module', 'kind'], 'facts_own_module_index');
    table.index(['observed_on', 'namespace'], 'facts_namespace_index');
    table.index(
      ['subject_cluster', 'subject_namespace', 'binds'],
      'facts_subject_index',
    );
    table.index(['gone_at'], 'facts_gone_at_index');
  });

  await knex.schema.createTable('modules', table => {
    table.comment('The entities of the catalog that are modules');
    table.string('entity_ref', 255).primary().comment('The entity');
    table
      .string('module', 63)
      .notNullable()
      .comment('Its name on the clusters');
    table.text('entity').notNullable().comment('What lists show of it, JSON');
    table.index(['module'], 'modules_module_index');
  });

  await knex.schema.createTable('states', table => {
    table.comment('What the facets of the modules were judged to be');
    table.string('entity_ref', 255).notNullable().comment('The entity');
    table.string('facet', 63).notNullable().comment('Id of the facet');
    table.string('verdict', 16).notNullable().comment('How well it is');
    table.text('state').notNullable().comment('All that was judged, JSON');
    table
      .string('state_hash', 64)
      .notNullable()
      .comment('Of the state without the times of its evidence');
    table
      .text('sources')
      .notNullable()
      .comment('The clusters and sources that it rests on, JSON');
    table
      .text('placements')
      .notNullable()
      .comment('Where the module is placed, JSON');
    table
      .string('since', TIME_LENGTH)
      .notNullable()
      .comment('When this verdict began, ISO 8601 in UTC');
    table
      .string('assessed_at', TIME_LENGTH)
      .notNullable()
      .comment('When it was judged last, ISO 8601 in UTC');
    table.primary(['entity_ref', 'facet']);
  });

  await knex.schema.createTable('state_history', table => {
    table.comment('When a facet of a module changed its verdict or headline');
    table.increments('id').comment('In the order of the changes');
    table.string('entity_ref', 255).notNullable().comment('The entity');
    table.string('facet', 63).notNullable().comment('Id of the facet');
    table.string('verdict', 16).notNullable().comment('How well it became');
    table.text('headline').notNullable().comment('What it became, JSON');
    table
      .string('at', TIME_LENGTH)
      .notNullable()
      .comment('When, ISO 8601 in UTC');
    table.index(['entity_ref', 'facet', 'at'], 'state_history_entity_index');
    table.index(['at'], 'state_history_at_index');
  });

  await knex.schema.createTable('touched', table => {
    table.comment('The modules that have to be judged again');
    table.string('module', 63).primary().comment('Its name on the clusters');
    table
      .integer('revision')
      .notNullable()
      .comment(
        'Grows while it waits: what was judged before is not the last word',
      );
  });

  await knex.schema.createTable('settings', table => {
    table.comment('What all replicas share and nobody configures');
    table.string('name', 63).primary().comment('Which one');
    table.text('value').notNullable().comment('Its value');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'settings',
    'touched',
    'state_history',
    'states',
    'modules',
    'facts',
  ]) {
    await knex.schema.dropTable(table);
  }
};
