namespace ReliTalk;

/// <summary>How much work a training run spends. Each preset sets network widths and step counts; the method is the same.</summary>
public enum TrainingPreset
{
    /// <summary>Small networks and few steps: about six minutes for a 20 s clip at 256 pixels on two cores.</summary>
    Draft = 0,

    /// <summary>Wider networks and more steps.</summary>
    Standard = 1,

    /// <summary>The widths of the paper and of its research code; meant for a GPU.</summary>
    Paper = 2,
}
