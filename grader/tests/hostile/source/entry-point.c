/* hostile: 自带程序入口 _start / brings an entry point _start of its own — expect: all */
#if defined(__x86_64__)
__asm__(".pushsection .text\n.globl _start\n_start: mov $60, %eax\n"
        "xor %edi, %edi\nsyscall\n.popsection");
#endif
