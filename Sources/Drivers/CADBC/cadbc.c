#include "cadbc.h"

// Drivers are built by others against the published layout: an entry too many or too few moves all that follow it.
_Static_assert(offsetof(struct AdbcDriver, ErrorGetDetailCount) == 29 * sizeof(void *), "version 1.0 has 29 words");
_Static_assert(offsetof(struct AdbcDriver, ConnectionCancel) == 39 * sizeof(void *), "ten words, then connections");
_Static_assert(offsetof(struct AdbcDriver, StatementCancel) == 49 * sizeof(void *), "ten more, then statements");
_Static_assert(sizeof(struct AdbcDriver) == 58 * sizeof(void *), "version 1.1 has 58 words");
_Static_assert(offsetof(struct AdbcError, release) == sizeof(void *) + 16, "a code and five letters, padded");
_Static_assert(sizeof(struct AdbcError) == 4 * sizeof(void *) + 16, "the version 1.1 error");
