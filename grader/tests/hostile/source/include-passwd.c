/* hostile: 包含用户表 / includes the list of users — expect: build-error */
#include "/etc/passwd"
