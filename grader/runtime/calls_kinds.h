/* calls_kinds.h - how an argument is shown, and how a call fails */
#ifndef CALLS_KINDS_H
#define CALLS_KINDS_H

enum call_kind {
    KIND_NONE,
    KIND_PTR,  /* an address: NULL, or which mapping and how far in */
    KIND_SIZE, /* bytes or a count */
    KIND_OFF,  /* a file offset */
    KIND_INT,
    KIND_FD,
    KIND_STR,
    KIND_PROT,   /* PROT_... */
    KIND_MAP,    /* MAP_... */
    KIND_MS,     /* MS_... */
    KIND_OPEN,   /* O_... */
    KIND_MODE,   /* octal */
    KIND_WHENCE, /* SEEK_... */
    KIND_WAIT,   /* WNOHANG, ... */
    KIND_SIGNAL,
    KIND_CLOCK,    /* CLOCK_... */
    KIND_DEADLINE, /* a timespec: a moment */
    KIND_SPAN      /* a timespec: how long */
};

enum call_fails {
    FAILS_MINUS,      /* -1 and errno */
    FAILS_NULL,       /* NULL and errno */
    FAILS_MAP_FAILED, /* (void *)-1 and errno */
    FAILS_SEM_FAILED, /* 0 in glibc, and errno */
    FAILS_ERRNO,      /* the error number itself */
    FAILS_NEVER
};

#endif
