/* control.h - the memory that explorer and explored processes share
 *
 * One mapping, at the same address in every explored process, made before the
 * first of them. At any time exactly one process holds the token and runs; only
 * it writes here, so nothing needs a lock. The searching side (search/) writes
 * the plan, asks for one execution, and reads the record when it is done.
 *
 * The explored processes run a student's code: whatever the searching side
 * reads here is a claim, and every number is checked against these limits.
 */
#ifndef CONTROL_H
#define CONTROL_H

#include <stdatomic.h>
#include <stdint.h>
#include <sys/types.h>

enum {
    PROCESSES = 16, /* in one execution; one bit each in a uint16_t */
    OBJECTS = 96,
    STEPS = 20000, /* scheduling decisions */
    EVENTS = 24000,
    SHADOWS = 4096, /* 8-byte granules of shared memory that were touched */
    TOKENS = 64,    /* posts of a semaphore that nobody has waited for */
    DEVIATIONS = 4096,
    FAULTS = 4,
    FINDINGS = 64,
    RACES = 64,
    LABELS = 16,
    STRINGS = 65536, /* bytes of text */
    TEXT = 256,      /* bytes of one text */
    SENTENCE = 512,
    CALLS = 160, /* lines of calls.tsv, at most */
    HELD = 8,    /* locks of one process */
    SPIN_RING = 64,
    SPIN_LONGEST = 16, /* operations in one turn of a spin loop */
    RECORDS = 8,       /* last accesses remembered of one cell */
    IMAGES = 4,        /* executables */
    NOBODY = 255,
    TIMES_OUT = 16 /* choice p + TIMES_OUT: the wait of p reaches its limit */
};

enum { CONTROL_FD = 60 };
#define CONTROL_ADDRESS ((void *)0x10000000000)

/* A vector clock: how far each process was when this one last heard of it. */
struct clock {
    uint32_t at[PROCESSES];
};

/* What a process does at a scheduling point, and what an event tells. */
enum op {
    OP_NONE,
    OP_START, /* the first of a process */
    OP_READ,
    OP_WRITE,
    OP_ATOMIC_LOAD,
    OP_ATOMIC_STORE,
    OP_ATOMIC_RMW, /* read, modify, write: exchange, fetch_add, ... */
    OP_FENCE,
    OP_FORK,
    OP_EXIT,
    OP_WAIT_CHILD,
    OP_SEM_WAIT,
    OP_SEM_TIMEDWAIT,
    OP_SEM_TRYWAIT,
    OP_SEM_POST,
    OP_SEM_INIT, /* init, destroy, getvalue: no waiting */
    OP_NAME,     /* a call about a name: sem_open, shm_unlink, ... */
    OP_CALL,     /* any other call */
    OP_YIELD,
    OP_SLEEP,
    OP_BLOCKED, /* event only: it would have to wait in event.waits_in */
    OP_CRASH,   /* event only */
    OP_PRINT,   /* event only */
    OP_EXPECT,  /* event only: scenario_expect */
    OP_STEP,    /* LAB_POINT and scenario_step */
    OP_MUTEX_LOCK,
    OP_MUTEX_TRYLOCK,
    OP_MUTEX_UNLOCK,
    OP_COND_WAIT,
    OP_COND_WAKE,
    OP_COND_SIGNAL,
    OP_SEMOP, /* semop, record locks, flock: tried again when it changed */
    OP_MQ_SEND,
    OP_MQ_RECEIVE,
    OP_READ_WAIT, /* read of a pipe */
    OP_PIPE_WRITE,
    OPS
};

enum process_state {
    PROCESS_FREE,
    PROCESS_READY,
    PROCESS_EXITED,
    PROCESS_REAPED
};

enum object_type {
    OBJECT_NONE,
    OBJECT_ANONYMOUS,   /* shared memory without a name; key: serial number */
    OBJECT_FILE,        /* a file or a shm object; keys: device, inode */
    OBJECT_SEGMENT,     /* System V shared memory; key: id */
    OBJECT_PRIVATE,     /* a MAP_PRIVATE mapping; key: serial number */
    OBJECT_SEM,         /* in shared memory; keys: object, offset */
    OBJECT_SEM_PRIVATE, /* elsewhere; keys: process, address */
    OBJECT_MUTEX,
    OBJECT_COND,
    OBJECT_LOCK,     /* record locks and flock of a file; keys: device, inode */
    OBJECT_SEM_SET,  /* System V; key: id */
    OBJECT_QUEUE,    /* POSIX message queue; keys: device, inode */
    OBJECT_NAME,     /* what a name means; key: hash of the name */
    OBJECT_CHILDREN, /* of a process; key: process */
    OBJECT_PIPE,     /* pipes, sockets; keys: device, inode */
    OBJECT_STEPS     /* what scenarios do unseen: one for all */
};

enum event_flag {
    EVENT_ATOMIC = 1,
    EVENT_VOLATILE = 2,
    EVENT_PLANNED = 4, /* a planned fault */
    EVENT_FAILED = 8,
    EVENT_RANGE = 16, /* several bytes at once: memcpy, a struct */
    EVENT_RACE = 32,
    EVENT_FILE_IO = 64,       /* read(2) or write(2) of what others map */
    EVENT_PRIVATE_FUTEX = 128 /* BLOCKED: nobody outside can wake it */
};

/* What happened, in order. */
struct event {
    uint32_t step; /* decisions before it */
    uint8_t process, op, flags, order /* of an atomic: enum of C11 */;
    int16_t object, error;  /* error: errno of a failed call */
    uint32_t offset, size;  /* in the object, bytes */
    uint64_t value, before; /* result of a call, or the bytes, up to eight */
    uint64_t pc, address;
    int64_t argument[3]; /* as each op defines them (report/words.c) */
    uint32_t text;       /* in strings; 0: none */
    uint16_t call;       /* line of calls.tsv, from 0; CALLS: none */
    uint8_t waits_in;    /* BLOCKED: the op it waits in */
    uint8_t image;
    uint8_t held[4], held_count; /* locks held, the first four */
};

/* One choice of who runs next. */
struct decision {
    uint64_t signature; /* of the state: equal histories, equal signature */
    uint64_t pc;
    uint32_t offset, event;
    int16_t object; /* the pending operation of the current process ... */
    uint8_t op;
    uint8_t current, choice; /* NOBODY: no current one */
    uint8_t usual;           /* what the default policy would have chosen */
    uint8_t current_enabled, current_low;
    uint16_t enabled, low, spinning; /* sets of processes, one bit each */
    uint16_t limited;                /* those that wait with a time limit */
};

/* A schedule is the list of its deviations from the default policy. */
struct deviation {
    uint32_t step;
    uint32_t choice;
};

struct process {
    _Atomic uint32_t go; /* futex: 1 hands the token over */
    int32_t state, pid, parent, exit_status;
    int32_t ended_by;    /* signal, 0: it exited */
    int32_t unannounced; /* it vanished without telling */
    /* the pending operation */
    int32_t op, object;
    uint32_t offset, size;
    uint64_t pc;
    int64_t argument;    /* OP_WAIT_CHILD: the pid, -1 any */
    uint32_t seen_epoch; /* OP_SEMOP, OP_READ_WAIT: nothing new since then */
    int32_t told_blocked, asleep_private;
    int32_t timed, time_out; /* a wait with a limit; the limit was reached */
    int32_t signalled;       /* OP_COND_WAKE */
    /* what it knows of the others, and what its fences hold back */
    struct clock now, would, acquired, released;
    uint64_t history; /* hash of all it has done and seen */
    int32_t spinning, sleeping;
    uint32_t spin_places;
    uint64_t spin_place[SPIN_LONGEST];
    uint64_t ring[SPIN_RING]; /* of its last operations, hashed */
    uint64_t ring_place[SPIN_RING];
    uint32_t ring_count;
    uint8_t held[HELD], held_count;
    uint8_t image;
    uint16_t calls[CALLS]; /* how often it made each call */
    uint16_t points[16];   /* how often it passed LAB_POINT(n) */
};

struct object {
    int32_t type;
    uint64_t key1, key2;
    char name[56];
    int32_t value, maximum, first_value;
    int32_t process_shared, known, destroyed, owner;
    uint32_t users;   /* processes that used it */
    uint32_t writers; /* OBJECT_PRIVATE; of a semaphore: 1 if it is no lock,
                         because somebody posted it without having waited */
    uint32_t waiters; /* OBJECT_COND */
    int32_t posts, waits;
    struct clock released; /* locks: by the last owner */
    struct clock token[TOKENS];
    int32_t first_token, tokens;
    uint64_t history;
    uint32_t epoch; /* changes so far */
    uint64_t size, pc;
};

struct record {
    uint8_t process, bytes /* one bit each */, write, atomic;
    uint32_t when, event;
};

/* Eight bytes of shared memory: who touched them last. */
struct shadow {
    uint32_t generation, object, granule;
    uint8_t records, has_release;
    uint16_t readers, writers;
    uint64_t written, read; /* histories, for the signature */
    struct record record[RECORDS];
    struct clock release, would_release; /* of an atomic at this address */
};

struct race {
    uint32_t first, second; /* events */
    int32_t object;
    uint32_t offset;
    uint64_t first_pc, second_pc;
    uint8_t first_write, second_write, first_process, second_process;
    uint8_t weak_order; /* an atomic carries it, with too weak an order */
};

enum finding_kind {
    FINDING_NONE,
    FINDING_SEM_PRIVATE, /* a semaphore in memory of one process alone */
    FINDING_NOT_SHARED,  /* pshared 0, used by several processes */
    FINDING_MAP_PRIVATE, /* copies where sharing was meant */
    FINDING_NOT_WAITED,
    FINDING_CHILD_RETURNED,
    FINDING_LEFT_BEHIND,
    FINDING_DESTROYED,
    FINDING_OVERWRITTEN, /* something else wrote into a sem_t */
    FINDING_VANISHED,
    FINDING_EXIT_HOLDING,
    FINDING_PRIVATE_POINTER,
    FINDING_LOCK_ORDER,
    FINDING_RAW_CALL,
    FINDING_NOT_OWNER,  /* unlocks a mutex it does not hold */
    FINDING_INIT_TWICE, /* a semaphore that is in use */
    FINDING_FULL,       /* a table of this file is full: coverage is lost */
    FINDING_KINDS
};

struct finding {
    int32_t kind, process, object, other; /* other: object or process */
    uint64_t pc;
    uint32_t event;
    char detail[64];
    int64_t number[2];
};

enum outcome {
    OUTCOME_NONE,
    OUTCOME_OK,
    OUTCOME_WRONG, /* scenario_expect, or main returned something else */
    OUTCOME_DEADLOCK,
    OUTCOME_LIVELOCK,
    OUTCOME_CRASH,
    OUTCOME_STUCK,    /* one process runs or sleeps without end */
    OUTCOME_TOO_LONG, /* more steps than there is room for */
    OUTCOME_DIVERGED, /* a deviation could not be followed */
    OUTCOME_CROWDED,  /* more processes than there is room for */
    OUTCOME_HANDLER,  /* a signal handler shares something: not followed */
    OUTCOME_LOST,     /* the server itself is gone */
    OUTCOMES
};

enum mode { MODE_DEVIATIONS, MODE_RANDOM };

struct fault {
    uint32_t call;   /* line of calls.tsv */
    int32_t process; /* -1: any */
    uint32_t nth;    /* from 1, in its process; any: all processes together */
    int32_t error;
    uint32_t seen;
};

/* What people call a place in an object of memory, or the semaphore there. */
struct label {
    int32_t object;
    uint32_t offset;
    char name[24];
};

struct kill_plan {
    uint32_t point; /* 0: none */
    int32_t process;
    uint32_t visit, seen;
};

struct control {
    /* -- written by the searching side before each execution */
    uint32_t generation;
    uint32_t mode;
    uint64_t random; /* state of the generator, not 0 */
    uint32_t deviations, deviation_at;
    struct deviation deviation[DEVIATIONS];
    uint32_t max_steps;
    uint32_t faults;
    struct fault fault[FAULTS];
    struct kill_plan kill;
    char request[TEXT]; /* scenario and its numbers, or unused */
    /* -- the exchange: futexes */
    _Atomic uint32_t wanted, finished; /* executions */
    _Atomic uint32_t done;             /* this execution has an outcome */
    uint32_t server_pid;
    /* -- the execution */
    uint32_t outcome;
    char zh[SENTENCE], en[SENTENCE]; /* OUTCOME_WRONG: why */
    uint32_t owner;                  /* who holds the token */
    uint32_t processes;
    struct process process[PROCESSES];
    uint32_t objects; /* number 0 is nothing */
    struct object object[OBJECTS];
    uint8_t taken_after[OBJECTS][OBJECTS]; /* lock b while holding a */
    uint32_t steps;
    struct decision decision[STEPS];
    uint32_t events;
    struct event event[EVENTS];
    uint32_t string_bytes;
    char strings[STRINGS];
    uint32_t races;
    struct race race[RACES];
    uint32_t findings;
    struct finding finding[FINDINGS];
    uint32_t labels;
    struct label label[LABELS];
    uint32_t descriptor_epoch; /* closes, exits, pipe writes so far */
    uint32_t idle;             /* picks with nothing but spinners */
    uint32_t root_pid, anonymous;
    uint32_t images;
    char image[IMAGES][TEXT];
    struct shadow shadow[SHADOWS];
};

#endif
