/* table.c - measure the whole table: file size, mapping length, offset
 *
 * 中文：九对长度，十三个偏移：一共 117 格，逐格去问内核。
 * English: nine pairs of lengths, thirteen offsets: ask the kernel
 *          about each of the 117 cells.
 *
 * Book: chapter 3, "table".  Sources: mmap(2), signal(7).
 * Usage: ./table         (prints tab-separated cells, as in table.tsv)
 */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { PAGE = 4096, ROOM = 1 << 18, ROWS = 9, COLS = 13 };
enum { RW = PROT_READ | PROT_WRITE };

static const size_t rows[ROWS][2] = {
    {0, 4096},    {1, 8192},     {4096, 12288}, {5000, 1},     {5000, 5000},
    {5000, 8192}, {5000, 15000}, {8192, 5000},  {12288, 4096},
};
static const size_t cols[COLS] = {
    0, 1, 4095, 4096, 4999, 5000, 8191, 8192, 12287, 12288, 14999, 16383, 16384,
};

static sigjmp_buf back;

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

static void on_fault(int sig)
{
    siglongjmp(back, sig);
}

static void catch_faults(void)
{
    struct sigaction sa = {.sa_handler = on_fault};

    if (sigaction(SIGBUS, &sa, NULL) == -1)
        die("sigaction SIGBUS");
    if (sigaction(SIGSEGV, &sa, NULL) == -1)
        die("sigaction SIGSEGV");
}

// ANCHOR: cell
/* cell - store a byte through the mapping, then ask the file for it. */
static const char *cell(int fd, char *base, size_t off)
{
    volatile char *at = base + off;
    int sig = sigsetjmp(back, 1);
    char got = 0;

    if (sig != 0)
        return sig == SIGBUS ? "BUS" : "SEGV";
    if (*at != 0)
        return "not zero"; /* a fresh file, and its tail, read as 0 */
    *at = 'Z';

    ssize_t n = pread(fd, &got, 1, (off_t)off);
    if (n == -1)
        die("pread");
    return n == 1 && got == 'Z' ? "ok" : "lost";
}
// ANCHOR_END: cell

static int new_file(size_t size)
{
    int fd = open("table.dat", O_RDWR | O_CREAT | O_EXCL, 0600);

    if (fd == -1)
        die("open");
    if (unlink("table.dat") == -1)
        die("unlink");
    if (ftruncate(fd, (off_t)size) == -1)
        die("ftruncate");
    return fd;
}

/* map_alone - map the file where no neighbour follows: find free room,
 * give it back, and map into the middle of it. */
static char *map_alone(int fd, size_t len)
{
    int anon = MAP_PRIVATE | MAP_ANONYMOUS;
    char *room = mmap(NULL, ROOM, PROT_NONE, anon, -1, 0);

    if (room == MAP_FAILED)
        die("mmap room");
    if (munmap(room, ROOM) == -1)
        die("munmap room");

    int here = MAP_SHARED | MAP_FIXED_NOREPLACE;
    char *p = mmap(room + ROOM / 2, len, RW, here, fd, 0);

    if (p == MAP_FAILED)
        die("mmap");
    return p;
}

static void print_row(size_t size, size_t len)
{
    int fd = new_file(size);
    char *base = map_alone(fd, len);

    printf("%zu\t%zu", size, len);
    for (int c = 0; c < COLS; c++)
        printf("\t%s", cell(fd, base, cols[c]));
    printf("\n");
    if (munmap(base, len) == -1)
        die("munmap");
    if (close(fd) == -1)
        die("close");
}

int main(void)
{
    long page = sysconf(_SC_PAGESIZE);

    if (page != PAGE) {
        printf("skip - page size %ld\n", page);
        return EXIT_SUCCESS;
    }
    catch_faults();
    printf("file\tmap");
    for (int c = 0; c < COLS; c++)
        printf("\t%zu", cols[c]);
    printf("\n");
    for (int r = 0; r < ROWS; r++)
        print_row(rows[r][0], rows[r][1]);
    return EXIT_SUCCESS;
}
