#ifndef LAB_POINT_H
#define LAB_POINT_H
#endif
