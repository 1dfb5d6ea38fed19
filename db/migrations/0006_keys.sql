-- Version 6: keys are compared without regard to how their accents are encoded.

UPDATE OR IGNORE source SET key_folded = folded_key(key) WHERE key_folded GLOB '*[^ -~]*';

UPDATE OR IGNORE alias SET key_folded = folded_key(key) WHERE key_folded GLOB '*[^ -~]*';
