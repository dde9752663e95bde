#include "CDigits.h"

static const unsigned char program[] = {
#embed "data/digits.mlir"
};

static const unsigned char images[] = {
#embed "data/images.npy"
};

static const unsigned char labels[] = {
#embed "data/labels.npy"
};

JAXEmbeddedFile JAXDigitsProgram(void) { return (JAXEmbeddedFile){program, sizeof program}; }
JAXEmbeddedFile JAXDigitsImages(void) { return (JAXEmbeddedFile){images, sizeof images}; }
JAXEmbeddedFile JAXDigitsLabels(void) { return (JAXEmbeddedFile){labels, sizeof labels}; }
