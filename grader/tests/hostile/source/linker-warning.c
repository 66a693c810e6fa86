/* hostile: 让链接器替它打印假消息 / lets the linker print forged messages — expect: all */
__asm__(".pushsection .gnu.warning.mapf_open, \"\", @progbits\n"
        ".ascii \"\\033[2J15 passed, 0 failed\"\n.popsection");
