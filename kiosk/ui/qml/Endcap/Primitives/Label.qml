import QtQuick
import Endcap.Theme

// A piece of text. It wraps, and ends in an ellipsis where its lines run out.
Text {
    font.family: Theme.family
    font.pixelSize: Theme.textBody
    font.hintingPreference: Font.PreferNoHinting
    color: Theme.ink
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
    elide: maximumLineCount < 1000 ? Text.ElideRight : Text.ElideNone
    lineHeight: Theme.lineBody
    verticalAlignment: Text.AlignVCenter
}
