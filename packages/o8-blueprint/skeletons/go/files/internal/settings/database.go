// o8:file database
package settings

import (
	"crypto/x509"
	"slices"
)

// sslModes are without those that fall back to no encryption.
var sslModes = []string{"disable", "require", "verify-full"}

// CheckDatabase names all that is wrong with the variables of the database, which pgx
// itself reads.
func CheckDatabase(environment []string) error {
	r := newReader(environment)
	r.database()
	return r.err()
}

func (r *reader) database() {
	for _, name := range []string{"PGHOST", "PGDATABASE", "PGUSER", "PGPASSWORD"} {
		r.text(name)
	}
	r.port("PGPORT")
	mode := r.text("PGSSLMODE")
	if mode != "" && !slices.Contains(sslModes, mode) {
		r.problem("PGSSLMODE", "is none of disable, require, verify-full")
	}
	if mode == "verify-full" {
		content := r.file("PGSSLROOTCERT")
		if content != nil && !x509.NewCertPool().AppendCertsFromPEM(content) {
			r.problem("PGSSLROOTCERT", "has no certificate in it")
		}
	}
}
