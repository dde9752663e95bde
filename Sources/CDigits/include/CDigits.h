// The data of the demo, inside the binary: 360 handwritten digits (from the UCI "Optical Recognition of Handwritten
// Digits" set, CC BY 4.0), their labels, and the network that JAX trained on the others and exported.
#pragma once
#include <stddef.h>

/// The network as StableHLO text: `f32[360,64] → (f32[360,10], i32[360])`.
extern const unsigned char JAXDigitsProgram[];
extern const size_t JAXDigitsProgramSize;

/// 360 images of 8 × 8 pixels, each from 0 to 1, as a .npy file of `f32[360,64]`.
extern const unsigned char JAXDigitsImages[];
extern const size_t JAXDigitsImagesSize;

/// The digit that each image shows, as a .npy file of `i32[360]`.
extern const unsigned char JAXDigitsLabels[];
extern const size_t JAXDigitsLabelsSize;
