/* tail.c - store past the end of the file, in the file's last page
 *
 * 中文：文件末尾之后、同一页之内的字节：读到什么，写进去又去了哪里？
 * English: the bytes after the end of the file in its last page: what
 *          do they read as, and where does a store into them go?
 *
 * Book: chapter 3, "tail".  Sources: mmap(2), ftruncate(2).
 * Usage: ./tail [DIR]   (with DIR: use a file there, and print what the
 *                        byte becomes when that file system grows it)
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

static int new_file(const char *dir)
{
    if (chdir(dir) == -1)
        die("chdir");
    int fd = open("tail.dat", O_RDWR | O_CREAT | O_EXCL, 0600);
    if (fd == -1)
        die("open");
    if (unlink("tail.dat") == -1)
        die("unlink");
    return fd;
}

static long long size_of(int fd)
{
    struct stat st;

    if (fstat(fd, &st) == -1)
        die("fstat");
    return st.st_size;
}

/* byte_at - the byte of the file as pread sees it; -1: end of file. */
static int byte_at(int fd, off_t off)
{
    unsigned char byte = 0;
    ssize_t n = pread(fd, &byte, 1, off);

    if (n == -1)
        die("pread");
    return n == 0 ? -1 : byte;
}

/* say_grown - after growth the byte is 0 or still 33, and which of the
 * two depends on the file system: name it only when asked to. */
static void say_grown(int byte, int asked)
{
    if (asked || (byte != 0 && byte != '!'))
        printf("pread at 5000, now inside    : %d\n", byte);
    else
        printf("pread at 5000, now inside    : 0 or 33: ./tail DIR\n");
}

int main(int argc, char **argv)
{
    int fd = new_file(argc > 1 ? argv[1] : ".");
    int rw = PROT_READ | PROT_WRITE;

    // ANCHOR: tail
    if (ftruncate(fd, 5000) == -1)
        die("ftruncate 5000");
    volatile char *p = mmap(NULL, 5000, rw, MAP_SHARED, fd, 0);
    if (p == MAP_FAILED)
        die("mmap");

    printf("p[5000], nobody wrote it     : %d\n", p[5000]);
    p[5000] = '!';
    printf("p[5000], after storing 33    : %d\n", p[5000]);
    printf("file size                    : %lld\n", size_of(fd));
    printf("pread at 5000, -1 = the end  : %d\n", byte_at(fd, 5000));

    if (ftruncate(fd, 6000) == -1)
        die("ftruncate 6000");
    printf("file size, made longer       : %lld\n", size_of(fd));
    say_grown(byte_at(fd, 5000), argc > 1);
    // ANCHOR_END: tail
    return EXIT_SUCCESS;
}
