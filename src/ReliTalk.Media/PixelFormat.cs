namespace ReliTalk.Media;

/// <summary>How the bytes of a <see cref="Frame"/> are laid out. Colours are sRGB-encoded, 8 bits a channel.</summary>
public enum PixelFormat
{
    /// <summary>Three bytes a pixel: red, green, blue.</summary>
    Rgb24,

    /// <summary>Four bytes a pixel: red, green, blue, straight (not premultiplied) alpha.</summary>
    Rgba32,
}
