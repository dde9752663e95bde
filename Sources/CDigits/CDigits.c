#include "CDigits.h"

const unsigned char JAXDigitsProgram[] = {
#embed "data/digits.mlir"
};
const size_t JAXDigitsProgramSize = sizeof JAXDigitsProgram;

const unsigned char JAXDigitsImages[] = {
#embed "data/images.npy"
};
const size_t JAXDigitsImagesSize = sizeof JAXDigitsImages;

const unsigned char JAXDigitsLabels[] = {
#embed "data/labels.npy"
};
const size_t JAXDigitsLabelsSize = sizeof JAXDigitsLabels;
