/** Makes what the objects of CloudNativePG ask for, as its operator does. */
export async function makeDatabase(postgres, module, password) {
  const find = kind => module.database.find(each => each.kind === kind)?.spec;
  const [role, database] = [find('DatabaseRole'), find('Database')];
  if (!role || !database) {
    return;
  }
  await postgres.query(
    `CREATE ROLE "${role.name}" ${role.login ? 'LOGIN' : ''}
     CONNECTION LIMIT ${role.connectionLimit}
     PASSWORD '${password.replaceAll("'", "''")}'`,
  );
  // A schema of the same name is found by default, which would hide that variables are not read.
  await postgres.query(
    `ALTER ROLE "${role.name}" SET search_path = pg_catalog`,
  );
  await postgres.query(
    `CREATE DATABASE "${database.name}" OWNER "${database.owner}"`,
  );
  for (const { name, owner } of database.schemas) {
    await postgres.query(
      `CREATE SCHEMA "${name}" AUTHORIZATION "${owner}"`,
      database.name,
    );
  }
  Object.assign(module, {
    user: role.name,
    databaseName: database.name,
    schema: database.schemas[0].name,
  });
}
