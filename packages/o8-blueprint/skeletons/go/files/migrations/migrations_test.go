// o8:file database
package migrations

import (
	"database/sql"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
)

func TestMigrationsAreInOrder(t *testing.T) {
	db, err := sql.Open("pgx", "")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	provider, err := goose.NewProvider(goose.DialectPostgres, db, Files)
	if err != nil {
		t.Fatal(err)
	}
	for i, source := range provider.ListSources() {
		if source.Version != int64(i+1) {
			t.Errorf("%s has the version %d", source.Path, source.Version)
		}
	}
}
