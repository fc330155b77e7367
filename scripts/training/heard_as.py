"""The tokens of the network that a phone of English comes out as: where learning begins (`TokenTable`)."""

HEARD_AS = {
    "AA": "ɑ a ɒ ɔ ʌ", "AE": "æ ɛ a", "AH": "ʌ ə ɐ a", "AO": "ɔ ɒ ɑ o", "AW": "aʊ", "AY": "aɪ", "B": "b p",
    "CH": "t͡ʃ t͡ɕ t͡ɕʰ", "D": "d t ɾ", "DH": "ð d l θ", "EH": "ɛ e æ", "ER": "ɝ ɚ ɹ ɜ", "EY": "eɪ e", "F": "f",
    "G": "ɡ g k", "HH": "h ħ", "IH": "ɪ i ə", "IY": "i ɪ", "JH": "d͡ʒ t͡ɕ", "K": "k kʰ k͈", "L": "l ɫ", "M": "m", "N": "n",
    "NG": "ŋ n", "OW": "oʊ o", "OY": "ɔɪ", "P": "p pʰ p͈", "R": "ɹ r", "S": "s s͈", "SH": "ʃ ɕ", "T": "t tʰ ɾ d t͈",
    "TH": "θ", "UH": "ʊ u", "UW": "u ʊ", "V": "v", "W": "w wʌ wa we wi", "Y": "j ɟ ʝ ja je jo ju jʌ", "Z": "z s",
    "ZH": "ʒ",
}  # fmt: skip
"""Tokens that a phone comes out as, the likeliest first."""
