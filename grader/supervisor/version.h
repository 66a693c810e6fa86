/* version.h - the grader's version, as it stands in every result */
#ifndef VERSION_H
#define VERSION_H

#define GRADER_VERSION "0.1.0"

#endif
