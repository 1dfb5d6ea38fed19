"""The characters of LaTeX commands.

Accents, letters, signs, symbols of maths.
"""

from __future__ import annotations


def _alternating(listed: str) -> dict[str, str]:
    words = listed.split()
    return dict(zip(words[::2], words[1::2], strict=True))


# Accents over or under the letter that follows, as the combining characters of Unicode.
ACCENTS = {
    "'": "\u0301", "`": "\u0300", '"': "\u0308", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328", "r": "\u030a", "d": "\u0323",
    "b": "\u0331", "h": "\u0309", "t": "\u0361", "G": "\u030f", "f": "\u0311", "U": "\u030d",
    "textcommabelow": "\u0326", "textdotbelow": "\u0323", "textogonek": "\u0328", "ocirc": "\u030a",
}  # fmt: skip
# The accents of maths: kept over one letter, and left out over a longer formula.
HATS = {
    "acute": "\u0301", "grave": "\u0300", "ddot": "\u0308", "hat": "\u0302", "tilde": "\u0303", "bar": "\u0304",
    "dot": "\u0307", "check": "\u030c", "breve": "\u0306", "mathring": "\u030a", "vec": "\u20d7", "dddot": "\u20db",
    "widehat": "\u0302", "widetilde": "\u0303", "overline": "\u0305", "underline": "\u0332", "not": "\u0338",
}  # fmt: skip
# An accent over nothing; `\~{}` and `\^{}` are how most people write the bare ASCII characters.
BARE = {
    "'": "'", "`": "`", '"': '"', "^": "^", "~": "~", "=": "¯", ".": "˙", "c": "¸", "v": "ˇ", "u": "˘", "H": "˝",
    "k": "˛", "r": "˚",
}  # fmt: skip

# Letters and signs of text. Of several names of one, the first is written.
TEXT = _alternating(
    r"""
    ss ß SS ẞ o ø O Ø l ł L Ł ae æ AE Æ oe œ OE Œ aa å AA Å i ı j ȷ dh ð DH Ð th þ TH Þ dj đ DJ Đ ng ŋ NG Ŋ ij ĳ IJ Ĳ
    ohorn ơ OHORN Ơ uhorn ư UHORN Ư textschwa ə textflorin ƒ texthvlig ƕ textnrleg ƞ textglotstop ʔ textturnk ʞ
    textcrh ħ textHbar Ħ texttbar ŧ textTbar Ŧ textkra ĸ textbari ɨ textbaru ʉ textesh ʃ textezh ʒ textEzh Ʒ
    textopeno ɔ textOpeno Ɔ textepsilon ɛ textEpsilon Ɛ textgamma ɣ textltailn ɲ textphi ɸ textupsilon ʊ textturnv ʌ
    textscripta ɑ textturna ɐ textreve ɘ textrevepsilon ɜ textrtaild ɖ texthtb ɓ texthtd ɗ texthtk ƙ textyogh ȝ
    textturnm ɯ textturnr ɹ textturnh ɥ textturnw ʍ textbeta ꞵ textwynn ƿ
    S § P ¶ pounds £ copyright © textregistered ® texttrademark ™ textservicemark ℠ ldots … dots … textellipsis …
    textendash – textemdash — textquoteleft ‘ textquoteright ’ textquotedblleft “ textquotedblright ” hyphen ‐
    quotesinglbase ‚ quotedblbase „ guillemotleft « guillemotright » guilsinglleft ‹ guilsinglright › glq ‚ grq ‘
    glqq „ grqq “ flqq « frqq » flq ‹ frq › guillemetleft « guillemetright » textexclamdown ¡ textquestiondown ¿
    texteuro € euro € EUR € textcent ¢ textyen ¥ textcurrency ¤ textsterling £ textwon ₩ textdong ₫ textnaira ₦
    textpeso ₱ textbaht ฿ textlira ₤ textcolonmonetary ₡ textguarani ₲
    textdegree ° degree ° textordfeminine ª textordmasculine º textmu µ textmicro µ textcelsius ℃
    textperiodcentered · textbullet • textopenbullet ◦ textbrokenbar ¦ dag † ddag ‡
    textperthousand ‰ textpertenthousand ‱ textreferencemark ※ textinterrobang ‽ textnumero № textrecipe ℞
    textestimated ℮ textdiscount ⁒ textcircledP ℗ textmusicalnote ♪ textvisiblespace ␣
    textonequarter ¼ textonehalf ½ textthreequarters ¾ textfractionsolidus ⁄ textasteriskcentered ∗
    textasciidieresis ¨ textasciiacute ´ textasciimacron ¯ textasciicaron ˇ textasciibreve ˘ textacutedbl ˝
    textminus − checkmark ✓ cprime ʹ cdprime ʺ
    """
)
# Other names of the same, and of ASCII characters; these are read and never written.
OTHER = _alternating(
    r"""
    textlangle ⟨ textrangle ⟩ textbigcircle ◯ textlnot ¬ texttimes × textdiv ÷ textpm ± textsurd √ Dbar Đ dbar đ
    textonesuperior ¹ texttwosuperior ² textthreesuperior ³ textsection § textparagraph ¶ textcopyright ©
    textleftarrow ← textrightarrow → textuparrow ↑ textdownarrow ↓ texteth ð textthorn þ eth ð thorn þ textohm Ω
    textmho ℧ textbardbl ‖ textdagger † textdaggerdbl ‡ imath ı jmath ȷ circledR ®
    textbackslash \ backslash \ textasciitilde ~ textasciicircum ^ textbraceleft { textbraceright } textless <
    textgreater > textbar | textunderscore _ textdollar $ textquotesingle ' textquotedbl " textasciigrave `
    slash / textslash / lbrace { rbrace } lbrack [ rbrack ] lq ` rq ' textnonbreakinghyphen - textpercent %
    textampersand & texthash # textat @ textcolon : textvertline | texttildelow ~ nobreakdash - textsuperone ¹
    """
)
# The letters among these, which an accent may stand on: `\"{\i}`.
LETTERS = {name: sign for name, sign in {**OTHER, **TEXT}.items() if sign.isalpha()}
# Symbols of maths. Of several names of one, the first is written.
MATHS = _alternating(
    r"""
    alpha α beta β gamma γ delta δ varepsilon ε epsilon ϵ zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ varkappa ϰ
    lambda λ mu μ nu ν xi ξ pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ varphi φ phi ϕ chi χ psi ψ
    omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω omicron ο digamma ϝ
    Alpha Α Beta Β Epsilon Ε Zeta Ζ Eta Η Iota Ι Kappa Κ Mu Μ Nu Ν Omicron Ο Rho Ρ Tau Τ Chi Χ
    ell ℓ hbar ℏ hslash ℏ wp ℘ aleph ℵ beth ℶ gimel ℷ daleth ℸ Re ℜ Im ℑ
    times × pm ± mp ∓ div ÷ neg ¬ lnot ¬ cdot ⋅ ast ∗ star ⋆ circ ∘ bullet ∙ leq ≤ le ≤ geq ≥ ge ≥ neq ≠ ne ≠ ll ≪ gg ≫
    lll ⋘ ggg ⋙ leqslant ⩽ geqslant ⩾ leqq ≦ geqq ≧ lesssim ≲ gtrsim ≳ lessgtr ≶ gtrless ≷ approx ≈ approxeq ≊ sim ∼
    simeq ≃ cong ≅ equiv ≡ propto ∝ varpropto ∝ asymp ≍ doteq ≐ triangleq ≜ prec ≺ succ ≻ preceq ⪯ succeq ⪰ nless ≮
    ngtr ≯ nleq ≰ ngeq ≱ precsim ≾ succsim ≿ lessapprox ⪅ gtrapprox ⪆ coloneqq ≔ eqqcolon ≕ mid ∣ nmid ∤ parallel ∥
    nparallel ∦ perp ⊥ bot ⊥ top ⊤ vdash ⊢ dashv ⊣ models ⊨ vDash ⊨ Vdash ⊩ nvdash ⊬ nvDash ⊭ bowtie ⋈
    infty ∞ partial ∂ nabla ∇ sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ iiint ∭ oint ∮ surd √ forall ∀ exists ∃ nexists ∄
    emptyset ∅ varnothing ∅ in ∈ notin ∉ ni ∋ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ subsetneq ⊊ supsetneq ⊋
    nsubseteq ⊈ nsupseteq ⊉ sqsubset ⊏ sqsupset ⊐ sqsubseteq ⊑ sqsupseteq ⊒ cup ∪ cap ∩ sqcup ⊔ sqcap ⊓ uplus ⊎
    setminus ∖ smallsetminus ∖ complement ∁ wedge ∧ land ∧ vee ∨ lor ∨ bigwedge ⋀ bigvee ⋁ bigcap ⋂ bigcup ⋃
    oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙ bigoplus ⨁ bigotimes ⨂ bigodot ⨀ boxplus ⊞ boxminus ⊟ boxtimes ⊠
    boxdot ⊡ ltimes ⋉ rtimes ⋊ wr ≀ amalg ⨿ dotplus ∔ multimap ⊸ therefore ∴ because ∵ angle ∠ measuredangle ∡
    sphericalangle ∢ triangleleft ◃ triangleright ▹ trianglelefteq ⊴ trianglerighteq ⊵ vartriangleleft ⊲
    vartriangleright ⊳ lhd ⊲ rhd ⊳ unlhd ⊴ unrhd ⊵ prime ′ dprime ″ backprime ‵ Vert ‖ Vvert ⦀ langle ⟨ rangle ⟩
    lceil ⌈ rceil ⌉ lfloor ⌊ rfloor ⌋ ulcorner ⌜ urcorner ⌝ llcorner ⌞ lrcorner ⌟ frown ⌢ smile ⌣ cdots ⋯ vdots ⋮
    ddots ⋱ dagger † ddagger ‡ flat ♭ natural ♮ sharp ♯ clubsuit ♣ diamondsuit ♢ heartsuit ♡ spadesuit ♠
    diamond ⋄ Diamond ◇ lozenge ◊ blacklozenge ⧫ square □ Box □ blacksquare ■ bigcirc ◯ bigstar ★ triangle △
    bigtriangleup △ bigtriangledown ▽ blacktriangle ▴ blacktriangledown ▾ blacktriangleleft ◂ blacktriangleright ▸
    triangledown ▿ vartriangle ▵ circledS Ⓢ circledast ⊛ circledcirc ⊚ circleddash ⊝
    rightarrow → to → leftarrow ← gets ← uparrow ↑ downarrow ↓ leftrightarrow ↔ updownarrow ↕ Rightarrow ⇒ implies ⟹
    Leftarrow ⇐ impliedby ⟸ Uparrow ⇑ Downarrow ⇓ Leftrightarrow ⇔ iff ⟺ Updownarrow ⇕ nearrow ↗ searrow ↘ swarrow ↙
    nwarrow ↖ mapsto ↦ longmapsto ⟼ longrightarrow ⟶ longleftarrow ⟵ longleftrightarrow ⟷ Longrightarrow ⟹
    Longleftarrow ⟸ Longleftrightarrow ⟺ hookrightarrow ↪ hookleftarrow ↩ rightharpoonup ⇀ rightharpoondown ⇁
    leftharpoonup ↼ leftharpoondown ↽ rightleftharpoons ⇌ leftrightharpoons ⇋ rightleftarrows ⇄ leftrightarrows ⇆
    rightrightarrows ⇉ leftleftarrows ⇇ upuparrows ⇈ downdownarrows ⇊ rightsquigarrow ⇝ leadsto ⇝
    leftrightsquigarrow ↭ twoheadrightarrow ↠ twoheadleftarrow ↞ rightarrowtail ↣ leftarrowtail ↢ nrightarrow ↛
    nleftarrow ↚ nleftrightarrow ↮ nRightarrow ⇏ nLeftarrow ⇍ nLeftrightarrow ⇎ Lleftarrow ⇚ Rrightarrow ⇛
    circlearrowleft ↺ circlearrowright ↻ curvearrowleft ↶ curvearrowright ↷ looparrowleft ↫ looparrowright ↬ Lsh ↰
    Rsh ↱ upharpoonleft ↿ upharpoonright ↾ downharpoonleft ⇃ downharpoonright ⇂ between ≬ barwedge ⌅ veebar ⊻
    curlyvee ⋎ curlywedge ⋏ Cap ⋒ Cup ⋓ Subset ⋐ Supset ⋑ lessdot ⋖ gtrdot ⋗ lesseqgtr ⋚ gtreqless ⋛ backsim ∽
    backsimeq ⋍ Bumpeq ≎ bumpeq ≏ circeq ≗ eqcirc ≖ doteqdot ≑ fallingdotseq ≒ risingdotseq ≓ preccurlyeq ≼
    succcurlyeq ≽ nprec ⊀ nsucc ⊁ lnsim ⋦ gnsim ⋧ lneqq ≨ gneqq ≩ precnsim ⋨ succnsim ⋩ subseteqq ⫅ supseteqq ⫆
    subsetneqq ⫋ supsetneqq ⫌ ntriangleleft ⋪ ntriangleright ⋫ ntrianglelefteq ⋬ ntrianglerighteq ⋭ nVdash ⊮
    nVDash ⊯ Vvdash ⊪ pitchfork ⋔ intercal ⊺ divideontimes ⋇ leftthreetimes ⋋ rightthreetimes ⋌ eqslantless ⪕
    eqslantgtr ⪖ lesseqqgtr ⪋ gtreqqless ⪌ mho ℧ backepsilon ϶ lvert | rvert | lVert ‖ rVert ‖ vert | lt < gt >
    dotsc … dotsb ⋯ dotsm ⋯ dotsi ⋯ dotso … colon : land ∧ owns ∋ Join ⋈ upepsilon ϵ upmu μ
    """
)
# Greek capitals that look like Latin ones, and omicron: no usual LaTeX writes them, though some do in what they send.
UNWRITTEN = frozenset("ΑΒΕΖΗΙΚΜΝΟΡΤΧοϝ")
BOARD = _alternating("C ℂ H ℍ N ℕ P ℙ Q ℚ R ℝ Z ℤ")

RAISED = dict(
    zip(
        "0123456789+-=()ni′″∘†‡*∗°abcdefghjklmoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθ⊤",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ′″°†‡**°ᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵀ",
        strict=True,
    )
)
LOWERED = dict(zip("0123456789+-=()aehijklmnoprstuvxβγρϕχ", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", strict=True))

# Functions that maths writes upright, set off from a letter before or behind them.
WORDS = frozenset(
    "log ln lg exp sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth min max sup inf lim limsup liminf "
    "arg argmax argmin det dim deg ker gcd lcm hom mod bmod Pr".split()
)
# Commands of which only the argument is printed, and declarations of which nothing is.
UNSEEN = frozenset(
    "emph textit textbf texttt textsc textsf textrm textup textsl textmd textnormal text mbox hbox fbox makebox em it bf "
    "tt sc rm sf sl itshape slshape upshape scshape bfseries mdseries rmfamily sffamily ttfamily normalfont tiny small "
    "scriptsize footnotesize normalsize large Large LARGE huge Huge mathrm mathit mathbf mathcal mathsf mathtt mathfrak "
    "mathscr mathnormal cal boldsymbol bm pmb mathord mathop mathbin mathrel operatorname ensuremath protect relax nocase "
    "natexlab url path nolinkurl left right big Big bigg Bigg bigl bigr Bigl Bigr displaystyle textstyle scriptstyle "
    "scriptscriptstyle limits nolimits unboldmath boldmath noindent leavevmode nobreak allowbreak break linebreak "
    "nolinebreak penalty hfill textnohyphen underline uline sout so bibnamefont bibfnamefont citenamefont emphasis bibhyp "
    "singleletter selectfont nonumber unskip ignorespaces null empty frenchspacing nonfrenchspacing textcompwordmark "
    "kern cyrchar vphantom strut mathstrut SGMLnsub".split()
)
SPACES = frozenset("quad qquad space enspace enskip thinspace newline par hskip newblock bibpar".split())
# Commands that are words. The space behind them is kept: TeX would drop it, which most people forget when they write.
LOGOS = _alternating("LaTeX LaTeX TeX TeX BibTeX BibTeX LaTeXe LaTeX2e XeTeX XeTeX LuaTeX LuaTeX ConTeXt ConTeXt")
# The commands for journals in astronomy, as AASTeX and the Astrophysics Data System have them.
JOURNALS = dict(
    pair.split("=")
    for pair in (
        "aj=AJ;apj=ApJ;apjl=ApJL;apjlett=ApJL;apjs=ApJS;apjsupp=ApJS;aap=A&A;aapr=A&A Rev.;aaps=A&AS;mnras=MNRAS;"
        "memras=MmRAS;pasp=PASP;pasj=PASJ;pasa=PASA;nat=Nature;araa=ARA&A;ao=Appl. Opt.;applopt=Appl. Opt.;apss=Ap&SS;"
        "azh=AZh;baas=BAAS;jrasc=JRASC;pra=Phys. Rev. A;prb=Phys. Rev. B;prc=Phys. Rev. C;prd=Phys. Rev. D;"
        "pre=Phys. Rev. E;prl=Phys. Rev. Lett.;qjras=QJRAS;skytel=S&T;solphys=Sol. Phys.;sovast=Soviet Ast.;"
        "ssr=Space Sci. Rev.;zap=ZAp;iaucirc=IAU Circ.;aplett=Astrophys. Lett.;gca=Geochim. Cosmochim. Acta;"
        "grl=Geophys. Res. Lett.;jcp=J. Chem. Phys.;jgr=J. Geophys. Res.;memsai=Mem. Soc. Astron. Italiana;"
        "nphysa=Nucl. Phys. A;physrep=Phys. Rep.;physscr=Phys. Scr.;planss=Planet. Space Sci.;procspie=Proc. SPIE;"
        "icarus=Icarus;jcap=J. Cosmology Astropart. Phys.;na=New A;nar=New A Rev.;rmxaa=Rev. Mexicana Astron. Astrofis.;"
        "actaa=Acta Astron.;caa=Chinese Astron. Astrophys.;cjaa=Chinese J. Astron. Astrophys.;psj=PSJ"
    ).split(";")
)
