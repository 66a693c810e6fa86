/* hostile: 要求可执行的栈和奇怪的段属性 / asks for an executable stack and odd sections — expect: all */
__asm__(".pushsection .note.GNU-stack, \"x\", @progbits\n.popsection\n"
        ".pushsection .hostile, \"awx\", @progbits\n.zero 64\n.popsection");
