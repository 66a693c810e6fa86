/* predict.c - three lengths, one outcome
 *
 * 中文：文件、映射和页，三个长度决定一次访问是成功、白写还是信号。
 * English: three lengths, of file, mapping and page, decide whether an access
 *          works, is lost, or raises a signal.
 *
 * Lab 3.1.  Book: chapter 3, "rule".  Contract: predict.h.  Check: make predict
 */
#include "predict.h"

#include <errno.h>

int predict(size_t file_size, size_t map_len, size_t offset, size_t page)
{
    // SOLUTION BEGIN 3.1
    //! /* TODO 3.1
    //!  * 中文：先读 chapters/03-edges/notes.zh.md#rule 和 #tail，把那张表填完。
    //!  *   1. map_len 是 0，或者 page 不是 2 的幂：EINVAL。
    //!  *   2. 内核按整页工作。这个字节所在的页在映射里吗？
    //!  *   3. 这一页里有文件的字节吗？一个也没有时是哪个信号？
    //!  *   4. 页没有问题时，这个字节自己在文件里吗？
    //!  *   5. 第 2 步和第 3 步都说「不」时，听谁的？想想文件 0、映射 1、
    //!  *      offset 5000。
    //!  *   6. 长度接近 SIZE_MAX 时，你的每一步还对吗？加法会不会绕回 0？
    //!  * English: first read chapters/03-edges/notes.en.md#rule and #tail, and
    //!  *       fill in the table.
    //!  *   1. map_len is 0, or page is not a power of two: EINVAL.
    //!  *   2. The kernel works in whole pages.  Is the page of this byte in
    //!  *      the mapping?
    //!  *   3. Does that page hold a byte of the file?  Which signal if none?
    //!  *   4. If the page is fine, is the byte itself in the file?
    //!  *   5. When steps 2 and 3 both say no, which one decides?  Think of
    //!  *      file 0, map 1, offset 5000.
    //!  *   6. With lengths near SIZE_MAX, does each step still hold?  May a
    //!  *      sum wrap around to 0?
    //!  */
    //! (void)file_size, (void)map_len, (void)offset, (void)page;
    //! errno = ENOSYS;
    //! return -1;
    size_t first; /* offset of the first byte in the page of the access */

    if (map_len == 0 || page == 0 || (page & (page - 1)) != 0) {
        errno = EINVAL;
        return -1;
    }
    /* A page exists if and only if its first byte is below the length: going
     * down to it, unlike rounding a length up, can never overflow. */
    first = offset & ~(page - 1);
    if (first >= map_len) /* nothing is mapped: this is asked first */
        return GET_SIGSEGV;
    if (first >= file_size) /* mapped, but the file has no such page */
        return GET_SIGBUS;
    return offset < file_size ? OK_SHARED : OK_LOST;
    // SOLUTION END
}
