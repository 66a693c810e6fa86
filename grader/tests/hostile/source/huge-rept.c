/* hostile: 汇编里重复二十亿次 / two thousand million repetitions in the assembler — expect: build-error */
__asm__(".rept 2000000000\n.byte 0\n.endr");
