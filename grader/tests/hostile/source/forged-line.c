/* hostile: 用 #line 冒充别的文件 / takes the name of another file by #line — expect: build-error */
#line 1 "/etc/passwd"
#error root:x:0:0
#line 1 "mapf.c\033[2J"
#error ok 1 - mapf.opens_at_zero
