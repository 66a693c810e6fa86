/* hostile: 把口令文件嵌进目标文件 / embeds the password file in the object file — expect: build-error */
__asm__(".incbin \"/etc/shadow\"");
