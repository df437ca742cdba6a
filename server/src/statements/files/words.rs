//! What was noticed in a file, in the reader's language.

use eyelevel_contract::lang::Lang;
use eyelevel_contract::statements::FileRemark;
use eyelevel_contract::statements::reading::Remark;
use eyelevel_texts::statements as texts;

/// What was noticed, in words.
pub(super) fn remarks(lang: Lang, remarks: &[Remark]) -> Vec<FileRemark> {
    let words = |remark: &Remark| FileRemark {
        group: remark.kind.group().word().to_owned(),
        sentence: texts::remark(lang, remark),
        line: remark.line,
        path: remark.path.clone(),
    };
    remarks.iter().map(words).collect()
}
