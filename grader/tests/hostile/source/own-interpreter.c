/* hostile: 自带 .interp 段，要换掉装载器 / brings a section .interp to replace the loader — expect: score <= 35 */
__asm__(".pushsection .interp, \"a\", @progbits\n"
        ".string \"/lab/loader\"\n.popsection");
