// o8:file service+database|publishes
// Package unavailable marks errors that are none of the module's own.
package unavailable

import "errors"

// Err is wrapped by errors that say that the database or the bus could not be reached.
var Err = errors.New("unavailable")
