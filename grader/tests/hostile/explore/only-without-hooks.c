/* hostile: 不是 -O1 就不肯编译 / compiles with -O1 only — lab: sem_lock_ms — expect: all but one_of_several — says: not with hooks */
#include "sem_lock_ms.h"

#ifndef __OPTIMIZE__
#error not with hooks
#endif
