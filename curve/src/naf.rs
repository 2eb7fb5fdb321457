//! Numbers as few digits.

/// How many digits a number of 64 bits has at most.
pub(crate) const DIGITS: usize = 65;

/// The digits of `number`, least first: zero, or odd and below 2^(`width` − 1) either way, and then at least `width` − 1
/// that are zero. (The non-adjacent form of that width.)
///
/// For public numbers: what it does depends on them.
pub(crate) fn naf(number: u64, width: u32) -> [i8; DIGITS] {
    let mut digits = [0; DIGITS];
    let mut rest = u128::from(number);
    for digit in &mut digits {
        if rest % 2 == 1 {
            let window = (rest % (1 << width)) as i16;
            let size = if window >> (width - 1) == 0 { window } else { window - (1 << width) };
            *digit = size as i8;
            rest = rest.wrapping_sub_signed(size.into());
        }
        rest /= 2;
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_add_up_and_are_few() {
        let numbers =
            [0, 1, 2, u64::MAX, u64::MAX - 1, 1 << 63, 0x5555_5555_5555_5555, 0x0123_4567_89ab_cdef];
        for (number, width) in
            numbers.into_iter().flat_map(|number| (2..=8).map(move |width| (number, width)))
        {
            let digits = naf(number, width);
            let sum = digits.iter().rev().fold(0, |sum, digit| 2 * sum + i128::from(*digit));
            assert_eq!(sum, number.into());
            let mut last = None;
            for (at, digit) in digits.iter().enumerate().filter(|(_, digit)| **digit != 0) {
                assert_eq!(digit.rem_euclid(2), 1);
                assert!(u32::from(digit.unsigned_abs()) < 1 << (width - 1));
                assert!(last.is_none_or(|last| at - last >= width as usize));
                last = Some(at);
            }
        }
    }
}
