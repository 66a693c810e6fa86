/* hostile: 把参考答案嵌进目标文件 / embeds the model answer in the object file — expect: build-error */
__asm__(".incbin \"../solutions/02-mapped-files/mapf.c\"");
