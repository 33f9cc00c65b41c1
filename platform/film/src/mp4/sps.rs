//! The H.264 sequence parameter set, as far as the question "can every browser play this?" needs it.
//! ITU-T H.264, 7.3.2.1.1.

use super::bits::Bits;

/// What a sequence parameter set says about the pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sps {
    /// 66 Baseline, 77 Main, 100 High, …
    pub profile_idc: u8,
    /// Ten times the level: 31 is 3.1.
    pub level_idc: u8,
    /// 0 monochrome, 1 4:2:0, 2 4:2:2, 3 4:4:4.
    pub chroma_format_idc: u8,
    /// Bits per luma sample.
    pub bit_depth_luma: u8,
    /// Bits per chroma sample.
    pub bit_depth_chroma: u8,
    /// Width in samples after cropping.
    pub width: u32,
    /// Height in samples after cropping.
    pub height: u32,
    /// Whether all pictures are whole frames (`frame_mbs_only_flag`).
    pub progressive: bool,
}

/// Profiles whose parameter set tells chroma and depth.
const WITH_CHROMA: [u8; 13] = [100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135];

impl Sps {
    /// Reads an SPS NAL unit with its header byte. `None` if it ends early or is nonsense.
    #[must_use]
    pub fn parse(nal: &[u8]) -> Option<Self> {
        let (header, body) = nal.split_first()?;
        if header & 0x1f != 7 {
            return None;
        }
        let rbsp = unescape(body);
        let (fixed, rest) = rbsp.split_first_chunk::<3>()?;
        let [profile_idc, _, level_idc] = *fixed;
        let mut bits = Bits::new(rest);
        bits.golomb()?; // seq_parameter_set_id
        let (chroma, luma_depth, chroma_depth) = if WITH_CHROMA.contains(&profile_idc) { chroma_and_depth(&mut bits)? } else { (1, 8, 8) };
        bits.golomb()?; // log2_max_frame_num_minus4
        picture_order(&mut bits)?;
        bits.golomb()?; // max_num_ref_frames
        bits.flag()?; // gaps_in_frame_num_value_allowed_flag
        let wide = bits.golomb()?.checked_add(1)?;
        let high = bits.golomb()?.checked_add(1)?;
        let progressive = bits.flag()?;
        if !progressive {
            bits.flag()?; // mb_adaptive_frame_field_flag
        }
        bits.flag()?; // direct_8x8_inference_flag
        let fields = if progressive { 1 } else { 2 };
        let (crop_x, crop_y) = crop(&mut bits, chroma, fields)?;
        Some(Self {
            profile_idc,
            level_idc,
            chroma_format_idc: chroma,
            bit_depth_luma: luma_depth,
            bit_depth_chroma: chroma_depth,
            width: wide.checked_mul(16)?.checked_sub(crop_x)?,
            height: high.checked_mul(16 * fields)?.checked_sub(crop_y)?,
            progressive,
        })
    }
}

/// Removes the emulation prevention bytes (`00 00 03` → `00 00`).
fn unescape(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    let mut zeros = 0;
    for &byte in body {
        if zeros >= 2 && byte == 3 {
            zeros = 0;
            continue;
        }
        zeros = if byte == 0 { zeros + 1 } else { 0 };
        out.push(byte);
    }
    out
}

fn chroma_and_depth(bits: &mut Bits<'_>) -> Option<(u8, u8, u8)> {
    let chroma = u8::try_from(bits.golomb()?).ok().filter(|c| *c <= 3)?;
    if chroma == 3 {
        bits.flag()?; // separate_colour_plane_flag
    }
    let luma = u8::try_from(bits.golomb()?).ok()?.checked_add(8)?;
    let depth = u8::try_from(bits.golomb()?).ok()?.checked_add(8)?;
    bits.flag()?; // qpprime_y_zero_transform_bypass_flag
    if bits.flag()? {
        for list in 0..if chroma == 3 { 12 } else { 8 } {
            if bits.flag()? {
                skip_scaling_list(bits, if list < 6 { 16 } else { 64 })?;
            }
        }
    }
    Some((chroma, luma, depth))
}

fn skip_scaling_list(bits: &mut Bits<'_>, size: u32) -> Option<()> {
    let (mut last, mut next) = (8, 8);
    for _ in 0..size {
        if next != 0 {
            next = (i64::from(last) + i64::from(bits.signed_golomb()?)).rem_euclid(256) as i32;
        }
        if next != 0 {
            last = next;
        }
    }
    Some(())
}

fn picture_order(bits: &mut Bits<'_>) -> Option<()> {
    match bits.golomb()? {
        0 => {
            bits.golomb()?;
        }
        1 => {
            bits.flag()?;
            bits.signed_golomb()?;
            bits.signed_golomb()?;
            for _ in 0..Some(bits.golomb()?).filter(|n| *n <= 255)? {
                bits.signed_golomb()?;
            }
        }
        2 => {}
        _ => return None,
    }
    Some(())
}

/// Samples cut away in width and height.
fn crop(bits: &mut Bits<'_>, chroma: u8, fields: u32) -> Option<(u32, u32)> {
    if !bits.flag()? {
        return Some((0, 0));
    }
    let unit_x = if matches!(chroma, 1 | 2) { 2 } else { 1 };
    let unit_y = fields * if chroma == 1 { 2 } else { 1 };
    let x = bits.golomb()?.checked_add(bits.golomb()?)?.checked_mul(unit_x)?;
    let y = bits.golomb()?.checked_add(bits.golomb()?)?.checked_mul(unit_y)?;
    Some((x, y))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_x264_high_1080p() {
        // x264, High 4.0, 1920x1080, cropped from 1088.
        let nal = [
            0x67, 0x64, 0x00, 0x28, 0xac, 0xd9, 0x40, 0x78, 0x02, 0x27, 0xe5, 0xc0, 0x44, 0x00, 0x00, 0x03, 0x00, 0x04, 0x00, 0x00, 0x03, 0x00, 0xc8, 0x3c,
            0x60, 0xc6, 0x58,
        ];
        let sps = Sps::parse(&nal).unwrap();
        assert_eq!((sps.width, sps.height, sps.profile_idc, sps.level_idc), (1920, 1080, 100, 40));
        assert_eq!((sps.chroma_format_idc, sps.bit_depth_luma, sps.bit_depth_chroma, sps.progressive), (1, 8, 8, true));
        for len in 0..10 {
            assert_eq!(Sps::parse(&nal[..len]), None, "{len} bytes");
        }
    }

    #[test]
    fn unescapes() {
        assert_eq!(unescape(&[0, 0, 3, 0, 0, 3, 1, 3]), [0, 0, 0, 0, 1, 3]);
    }
}
