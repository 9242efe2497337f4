//! A person's name → the letters that are compared. Two spellings with the same letters are one name.
//!
//! 1. Behind a comma, academic degrees fall away (S.H., M.KOM); without a comma only at the end and only written with
//!    periods. A word that is no known degree stays.
//! 2. In front, titles fall away (DR., IR., H., HJ. …), as long as a word is left.
//! 3. Words that are written in many ways become one: MUHAMMAD (MOHAMMAD, MOCH., MUH., in front also M. and MD.), AHMAD, ABDUL,
//!    SITI.
//! 4. Capitals; accents, apostrophes, periods, hyphens and spaces do not count: MA'RUF is MARUF, ABDUL RAHMAN is ABDULRAHMAN.
//!
//! Nothing else is forgiven: no letter is missing or exchanged, and the order of the words counts.

use alloc::vec::Vec;

const TITLES: &str = "DR DRS DRA DRG DRH IR PROF H HJ KH HAJI HAJJAH";
const DEGREES: &str = "SH SE ST SS SP SI SA SAB SAP SIP SSI SSN SST SKOM SPD SPDI SAG SKED SKEP SKG SKH SKM SKPM SFARM SSOS SPSI SPT \
    SPI SHUT SHUM SIKOM SIA SAK SAKT SMB SMN SHI SEI SGZ STP STR STRKEB STRKEP SARS SDS SFIL SIK STHI STRK AMD AMDKEB AMDKEP AMDKOM \
    AMA AMK APT NS NERS BC BA BSC BBA BENG MH MM MT MA MSI MSC MS MP MPD MPDI MAG MKN MBA MKES MKED MHUM MSOS MAP MAB MAK MARS MIKOM \
    MIP MFARM MENG MPH MPSI MKM MKOM MTI MSN MSE ME MEI MED MEC MDS MHI LLM LLB LC PHD DBA SPA SPB SPM SPN SPJ SPP SPU SPS SPOG SPPD SPOT SPKK \
    SPRAD SPAN SPTHT SPJP SPKJ SPPK CA CPA CFA CFP CPMA CISA AK DR";

/// A word, how it is also written, and how it is shortened where it stands in front.
const ALIASES: [(&str, &str, &str); 4] = [
    (
        "MUHAMMAD",
        "MOHAMMAD MUHAMAD MOHAMAD MUHAMMED MOHAMMED MOHAMED MUHAMED MOCHAMMAD MOCHAMAD MUCHAMMAD MUCHAMAD MOKHAMMAD MOKHAMAD \
         MUKHAMMAD MUKHAMAD MOH MUH MOCH MUCH MOKH MUKH MHD MHMD MUHD MOHD",
        "M MD",
    ),
    ("AHMAD", "ACHMAD AKHMAD AHMED ACH AKH", ""),
    ("ABDUL", "ABD ABDL", ""),
    ("SITI", "STI", "ST"),
];

/// The letters of a name.
pub(crate) fn name_letters(name: &str) -> impl Iterator<Item = char> {
    let words = words(name);
    let several = words.len() > 1;
    words.into_iter().enumerate().flat_map(move |(at, word)| letters(spelled(word, several && at == 0)))
}

/// The letters and digits of a text, as capitals without accents.
pub(crate) fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter_map(letter)
}

fn words(name: &str) -> Vec<&str> {
    let mut parts = name.split(',');
    let mut front: Vec<&str> = parts.next().unwrap_or_default().split_whitespace().collect();
    while front.len() > 1 && front.last().is_some_and(|word| has_inner_period(word) && is_of(DEGREES, word)) {
        front.pop();
    }
    let behind = parts.filter(|part| !is_degrees(part)).flat_map(str::split_whitespace);
    let words = front.into_iter().chain(behind).flat_map(|word| word.split('.'));
    let mut words: Vec<&str> = words.filter(|word| letters(word).next().is_some()).collect();
    let titles = words.iter().take_while(|word| is_of(TITLES, word)).count();
    words.drain(..titles.min(words.len().saturating_sub(1)));
    words
}

fn is_degrees(part: &str) -> bool {
    is_of(DEGREES, part) || part.split_whitespace().all(|word| is_of(DEGREES, word))
}

fn has_inner_period(word: &str) -> bool {
    word.trim_end_matches('.').bytes().any(|byte| byte == b'.')
}

fn is_of(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|own| letters(word).eq(own.chars()))
}

fn spelled(word: &str, in_front: bool) -> &str {
    let known = ALIASES.iter().find(|(_, others, front)| is_of(others, word) || in_front && is_of(front, word));
    known.map_or(word, |(spelling, _, _)| spelling)
}

/// Latin letters by their base letter (Unicode Latin-1 and Latin Extended-A); other scripts as they are.
fn letter(letter: char) -> Option<char> {
    Some(match letter {
        'a'..='z' => letter.to_ascii_uppercase(),
        'A'..='Z' | '0'..='9' => letter,
        'À'..='Å' | 'à'..='å' | 'Ā'..='ą' => 'A',
        'Ç' | 'ç' | 'Ć'..='č' => 'C',
        'Ď'..='đ' => 'D',
        'È'..='Ë' | 'è'..='ë' | 'Ē'..='ě' => 'E',
        'Ĝ'..='ģ' => 'G',
        'Ì'..='Ï' | 'ì'..='ï' | 'Ĩ'..='ı' => 'I',
        'Ñ' | 'ñ' | 'Ń'..='ň' => 'N',
        'Ò'..='Ö' | 'Ø' | 'ò'..='ö' | 'ø' | 'Ō'..='ő' => 'O',
        'Ś'..='š' => 'S',
        'Ţ'..='ŧ' => 'T',
        'Ù'..='Ü' | 'ù'..='ü' | 'Ũ'..='ų' => 'U',
        'Ý' | 'ý' | 'ÿ' | 'Ŷ'..='Ÿ' => 'Y',
        'Ź'..='ž' => 'Z',
        // Marks that follow their letter (NFD), general punctuation and direction marks, and the punctuation of Latin-1.
        '\u{300}'..='\u{36f}' | '\u{2000}'..='\u{206f}' | '\u{80}'..='\u{bf}' | '\u{2b0}'..='\u{2ff}' => return None,
        _ if letter.is_ascii() => return None,
        _ => letter,
    })
}
