/* wrap_memory.c - mappings
 *
 * They belong to one process, so nobody else can notice them. Only mapping what
 * others may truncate is a scheduling point: it tells the search that this
 * process depends on the size. What is followed here is which object lies at
 * which address.
 *
 * Events: text is the name the descriptor was opened by; argument[0] the
 * length, [1] the protection, [2] the flags.
 */
#include "wrap.h"

#include <stdio.h>

static int is_shared_map(int flags)
{
    int type = flags & MAP_TYPE;

    return type == MAP_SHARED || type == MAP_SHARED_VALIDATE;
}

static int new_anonymous(void)
{
    static int count;
    char name[NAME_SIZE];

    numbered(name, "anon", &count);
    return object_get(OBJECT_ANONYMOUS, ++control->anonymous, 0, name);
}

static int new_private(const char *of)
{
    static int count;
    char name[NAME_SIZE], full[2 * NAME_SIZE];

    numbered(name, "private", &count);
    snprintf(full, sizeof full, "%s%s%s", name, *of ? " of " : "", of);
    return object_get(OBJECT_PRIVATE, ++control->anonymous, 0, full);
}

/* A shared mapping of /dev/zero has no name either. */
static int object_mapped(int flags, int fd)
{
    struct stat sb;

    if (!is_shared_map(flags))
        return new_private(flags & MAP_ANONYMOUS ? "" : fd_name(fd));
    if ((flags & MAP_ANONYMOUS) || (fstat(fd, &sb) == 0 && S_ISCHR(sb.st_mode)))
        return new_anonymous();
    return object_of_fd(fd);
}

void *explored_mmap(void *address, size_t length, int protection, int flags,
                    int fd, off_t offset)
{
    int object = 0, saved;
    void *result;

    WRAPPED(mmap, MAP_FAILED,
            mmap(address, length, protection, flags, fd, offset));
    if (is_shared_map(flags) && !(flags & MAP_ANONYMOUS) && fd > 2)
        point(OP_NAME, object_of_fd(fd), 0, 0, PC);
    else
        memory_settle();
    result = mmap(address, length, protection, flags, fd, offset);
    saved = errno;
    if (result != MAP_FAILED) {
        object = object_mapped(flags, fd);
        control->object[object].size = length;
        control->object[object].pc = PC;
        maps_add(result, length, object,
                 flags & MAP_ANONYMOUS ? 0 : (uint64_t)offset,
                 is_shared_map(flags));
    }
    called(OP_CALL, CALL_mmap, object, PC, (int64_t)(intptr_t)result,
           result == MAP_FAILED ? saved : 0, fd_name(fd), (int64_t)length,
           protection)
        ->argument[2] = flags;
    errno = saved;
    return result;
}

void *explored_mmap64(void *address, size_t length, int protection, int flags,
                      int fd, off_t offset)
    __attribute__((alias("explored_mmap")));

int explored_munmap(void *address, size_t length)
{
    int result;

    WRAPPED(munmap, -1, munmap(address, length));
    memory_settle();
    result = munmap(address, length);
    if (result == 0)
        maps_remove(address, length);
    called(OP_CALL, CALL_munmap, 0, PC, result, ERROR_OF(result), NULL,
           (int64_t)length, 0);
    return result;
}

/* moved - the same object at another address, or longer. Old length 0 makes a
 * second mapping of a shared one. */
static void moved(void *from, size_t old, void *to, size_t new, int flags)
{
    uint32_t offset;
    int object, shared = maps_find(from, &object, &offset);

    if (shared == -1)
        return;
    if (old > 0 && !(flags & MREMAP_DONTUNMAP))
        maps_remove(from, old);
    maps_add(to, new, object, offset, shared);
}

void *explored_mremap(void *address, size_t old, size_t new, int flags,
                      void *to)
{
    void *result;

    WRAPPED(mremap, MAP_FAILED, mremap(address, old, new, flags, to));
    memory_settle();
    result = mremap(address, old, new, flags, to);
    if (result != MAP_FAILED)
        moved(address, old, result, new, flags);
    called(OP_CALL, CALL_mremap, 0, PC, (int64_t)(intptr_t)result,
           result == MAP_FAILED ? errno : 0, NULL, (int64_t)old, (int64_t) new);
    return result;
}

int explored_mprotect(void *address, size_t length, int protection)
{
    int result;

    WRAPPED(mprotect, -1, mprotect(address, length, protection));
    memory_settle();
    result = mprotect(address, length, protection);
    called(OP_CALL, CALL_mprotect, 0, PC, result, ERROR_OF(result), NULL,
           (int64_t)length, protection);
    return result;
}
