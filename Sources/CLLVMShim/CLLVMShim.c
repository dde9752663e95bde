#include "CLLVMShim.h"
