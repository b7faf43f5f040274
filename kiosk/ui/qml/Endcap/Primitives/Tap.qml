import QtQuick
import QtQuick.Templates as T
import Endcap.Theme

// Anything that can be touched. It is never smaller than the least touch target.
T.AbstractButton {
    id: tap

    property bool sunk: down

    implicitWidth: Math.max(Theme.touchMinimum, implicitContentWidth + leftPadding + rightPadding)
    implicitHeight: Math.max(Theme.touchMinimum, implicitContentHeight + topPadding + bottomPadding)
    focusPolicy: Qt.NoFocus
    Accessible.name: text
}
