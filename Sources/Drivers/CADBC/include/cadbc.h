// The binary interface of ADBC 1.1 drivers: a table of functions that a driver fills in, and the handles they take.
// Order and types of the entries are the contract; the first 27 functions are those of version 1.0.

#ifndef BILLOW_CADBC_H
#define BILLOW_CADBC_H

#include <stddef.h>
#include <stdint.h>

#include "carrow.h"

typedef uint8_t AdbcStatusCode;

enum {
    ADBC_STATUS_OK = 0,
    ADBC_STATUS_UNKNOWN = 1,
    ADBC_STATUS_NOT_IMPLEMENTED = 2,
    ADBC_STATUS_NOT_FOUND = 3,
    ADBC_STATUS_ALREADY_EXISTS = 4,
    ADBC_STATUS_INVALID_ARGUMENT = 5,
    ADBC_STATUS_INVALID_STATE = 6,
    ADBC_STATUS_INVALID_DATA = 7,
    ADBC_STATUS_INTEGRITY = 8,
    ADBC_STATUS_INTERNAL = 9,
    ADBC_STATUS_IO = 10,
    ADBC_STATUS_CANCELLED = 11,
    ADBC_STATUS_TIMEOUT = 12,
    ADBC_STATUS_UNAUTHENTICATED = 13,
    ADBC_STATUS_UNAUTHORIZED = 14,
};

enum {
    ADBC_VERSION_1_0_0 = 1000000,
    ADBC_VERSION_1_1_0 = 1001000,
};

struct AdbcDriver;

// The last two fields may be touched only while `vendor_code` is INT32_MIN.
struct AdbcError {
    char *message;
    int32_t vendor_code;
    char sqlstate[5];
    void (*release)(struct AdbcError *);
    void *private_data;
    struct AdbcDriver *private_driver;
};

struct AdbcErrorDetail {
    const char *key;
    const uint8_t *value;
    size_t value_length;
};

struct AdbcDatabase {
    void *private_data;
    struct AdbcDriver *private_driver;
};

struct AdbcConnection {
    void *private_data;
    struct AdbcDriver *private_driver;
};

struct AdbcStatement {
    void *private_data;
    struct AdbcDriver *private_driver;
};

struct AdbcPartitions {
    size_t num_partitions;
    const uint8_t **partitions;
    const size_t *partition_lengths;
    void *private_data;
    void (*release)(struct AdbcPartitions *);
};

// Short names keep the table readable: D, C, S are the handles, E the error, A a result stream, R what is returned.
#define R AdbcStatusCode
#define D struct AdbcDatabase *
#define C struct AdbcConnection *
#define S struct AdbcStatement *
#define E struct AdbcError *
#define A struct ArrowArrayStream *
#define T const char *

struct AdbcDriver {
    void *private_data;
    void *private_manager;
    R (*release)(struct AdbcDriver *, E);

    R (*DatabaseInit)(D, E);
    R (*DatabaseNew)(D, E);
    R (*DatabaseSetOption)(D, T, T, E);
    R (*DatabaseRelease)(D, E);

    R (*ConnectionCommit)(C, E);
    R (*ConnectionGetInfo)(C, const uint32_t *, size_t, A, E);
    R (*ConnectionGetObjects)(C, int, T, T, T, const char **, T, A, E);
    R (*ConnectionGetTableSchema)(C, T, T, T, struct ArrowSchema *, E);
    R (*ConnectionGetTableTypes)(C, A, E);
    R (*ConnectionInit)(C, D, E);
    R (*ConnectionNew)(C, E);
    R (*ConnectionSetOption)(C, T, T, E);
    R (*ConnectionReadPartition)(C, const uint8_t *, size_t, A, E);
    R (*ConnectionRelease)(C, E);
    R (*ConnectionRollback)(C, E);

    R (*StatementBind)(S, struct ArrowArray *, struct ArrowSchema *, E);
    R (*StatementBindStream)(S, A, E);
    R (*StatementExecuteQuery)(S, A, int64_t *, E);
    R (*StatementExecutePartitions)(S, struct ArrowSchema *, struct AdbcPartitions *, int64_t *, E);
    R (*StatementGetParameterSchema)(S, struct ArrowSchema *, E);
    R (*StatementNew)(C, S, E);
    R (*StatementPrepare)(S, E);
    R (*StatementRelease)(S, E);
    R (*StatementSetOption)(S, T, T, E);
    R (*StatementSetSqlQuery)(S, T, E);
    R (*StatementSetSubstraitPlan)(S, const uint8_t *, size_t, E);

    // Version 1.1 from here on.
    int (*ErrorGetDetailCount)(const struct AdbcError *);
    struct AdbcErrorDetail (*ErrorGetDetail)(const struct AdbcError *, int);
    const struct AdbcError *(*ErrorFromArrayStream)(A, AdbcStatusCode *);

    R (*DatabaseGetOption)(D, T, char *, size_t *, E);
    R (*DatabaseGetOptionBytes)(D, T, uint8_t *, size_t *, E);
    R (*DatabaseGetOptionDouble)(D, T, double *, E);
    R (*DatabaseGetOptionInt)(D, T, int64_t *, E);
    R (*DatabaseSetOptionBytes)(D, T, const uint8_t *, size_t, E);
    R (*DatabaseSetOptionDouble)(D, T, double, E);
    R (*DatabaseSetOptionInt)(D, T, int64_t, E);

    R (*ConnectionCancel)(C, E);
    R (*ConnectionGetOption)(C, T, char *, size_t *, E);
    R (*ConnectionGetOptionBytes)(C, T, uint8_t *, size_t *, E);
    R (*ConnectionGetOptionDouble)(C, T, double *, E);
    R (*ConnectionGetOptionInt)(C, T, int64_t *, E);
    R (*ConnectionGetStatistics)(C, T, T, T, char, A, E);
    R (*ConnectionGetStatisticNames)(C, A, E);
    R (*ConnectionSetOptionBytes)(C, T, const uint8_t *, size_t, E);
    R (*ConnectionSetOptionDouble)(C, T, double, E);
    R (*ConnectionSetOptionInt)(C, T, int64_t, E);

    R (*StatementCancel)(S, E);
    R (*StatementExecuteSchema)(S, struct ArrowSchema *, E);
    R (*StatementGetOption)(S, T, char *, size_t *, E);
    R (*StatementGetOptionBytes)(S, T, uint8_t *, size_t *, E);
    R (*StatementGetOptionDouble)(S, T, double *, E);
    R (*StatementGetOptionInt)(S, T, int64_t *, E);
    R (*StatementSetOptionBytes)(S, T, const uint8_t *, size_t, E);
    R (*StatementSetOptionDouble)(S, T, double, E);
    R (*StatementSetOptionInt)(S, T, int64_t, E);
};

#undef R
#undef D
#undef C
#undef S
#undef E
#undef A
#undef T

// What a driver library exports: fills the table for the version asked for.
typedef AdbcStatusCode (*AdbcDriverInitFunction)(int version, void *driver, struct AdbcError *error);

#endif
