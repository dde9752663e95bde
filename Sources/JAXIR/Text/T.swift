package struct TextReader {}
