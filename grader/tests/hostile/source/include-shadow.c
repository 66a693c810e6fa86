/* hostile: 包含口令文件 / includes the password file — expect: build-error */
#include "/etc/shadow"
