// o8:file database
// Package migrations has what changes the schema of the database, in order.
package migrations

import "embed"

// Files are the migrations, for goose.
//
//go:embed *.sql
var Files embed.FS
