//! Pictures of labels, drawn from codes that another program (BWIPP) has made: `#` is dark.

use eyelevel_scanner::{grey, texts};

struct Picture {
    luma: Vec<u8>,
    width: usize,
    height: usize,
}

impl Picture {
    fn paper(width: usize, height: usize) -> Self {
        Self { luma: vec![235; width * height], width, height }
    }

    /// Draws a code with its corner here, a module so many pixels wide; a code of one row becomes bars.
    fn draw(&mut self, code: &str, left: usize, top: usize, module: usize) {
        let rows: Vec<&[u8]> = code.lines().map(str::as_bytes).collect();
        let tall = if rows.len() == 1 { 60 } else { module };
        for (y, row) in rows.iter().enumerate() {
            for x in (0..row.len()).filter(|x| row[*x] == b'#') {
                for dy in 0..tall {
                    let from = (top + y * tall + dy) * self.width + left + x * module;
                    self.luma[from..from + module].fill(25);
                }
            }
        }
    }

    fn texts(self) -> Vec<String> {
        texts(self.luma, u32::try_from(self.width).expect("small"), u32::try_from(self.height).expect("small"))
    }
}

fn one(code: &str) -> Vec<String> {
    let (width, height) = (code.lines().next().map_or(0, str::len), code.lines().count());
    let module = if height == 1 { 2 } else { 6 };
    let mut picture = Picture::paper(width * module + 120, (height * module).max(60) + 120);
    picture.draw(code, 60, 60, module);
    picture.texts()
}

#[test]
fn each_code_says_what_it_is_and_what_stands_in_it() {
    for (code, said) in [
        (include_str!("pictures/gs1_datamatrix.txt"), "]d201095011015300032100420042\u{1d}10L-7"),
        (include_str!("pictures/datamatrix.txt"), "]d1SN-0042-DM"),
        (include_str!("pictures/gs1_128.txt"), "]C1010950110153000310L-7\u{1d}2100420043"),
        (include_str!("pictures/code_128.txt"), "]C0SN-0042"),
        (include_str!("pictures/gs1_qr.txt"), "]Q3010950110153000310L-7\u{1d}2100420045"),
        (include_str!("pictures/qr_link.txt"), "]Q1https://example.com/01/09501101530003/21/00420044"),
        (include_str!("pictures/ean_13.txt"), "]E09501101530003"),
    ] {
        assert_eq!(one(code), [said]);
    }
}

#[test]
fn a_label_with_several_codes_says_all_of_them() {
    let mut label = Picture::paper(760, 620);
    label.draw(include_str!("pictures/ean_13.txt"), 80, 60, 2);
    label.draw(include_str!("pictures/code_128.txt"), 80, 220, 3);
    label.draw(include_str!("pictures/gs1_datamatrix.txt"), 500, 400, 5);
    assert_eq!(label.texts(), ["]C0SN-0042", "]E09501101530003", "]d201095011015300032100420042\u{1d}10L-7"]);
}

#[test]
fn what_shows_no_code_says_nothing() {
    assert_eq!(Picture::paper(320, 240).texts(), Vec::<String>::new());
    assert_eq!(texts(vec![0; 10], 320, 240), Vec::<String>::new(), "not as many pixels as it says");
    assert_eq!(texts(Vec::new(), 0, 0), Vec::<String>::new());
    assert_eq!(grey(&[0, 0, 0, 255, 255, 255, 255, 255, 0, 0, 0, 0, 9, 9]), [0, 255, 255], "what is not there is paper");
}
