#include "CJAXRuntime.h"
