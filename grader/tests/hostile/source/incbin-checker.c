/* hostile: 把检查程序嵌进目标文件 / embeds the checker in the object file — expect: build-error */
__asm__(".incbin \"/grader/checker\"");
