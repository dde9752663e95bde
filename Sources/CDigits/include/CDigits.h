// The data of the demo, inside the binary: 360 handwritten digits (from the UCI "Optical Recognition of Handwritten
// Digits" set, CC BY 4.0), their labels, and the network that JAX trained on the others and exported.
#pragma once
#include <stddef.h>

/// A file inside the binary.
typedef struct JAXEmbeddedFile {
  const unsigned char *bytes;
  size_t size;
} JAXEmbeddedFile;

/// The network as StableHLO text: `f32[360,64] → (f32[360,10], i32[360])`.
JAXEmbeddedFile JAXDigitsProgram(void);

/// 360 images of 8 × 8 pixels, each from 0 to 1, as a .npy file of `f32[360,64]`.
JAXEmbeddedFile JAXDigitsImages(void);

/// The digit that each image shows, as a .npy file of `i32[360]`.
JAXEmbeddedFile JAXDigitsLabels(void);
