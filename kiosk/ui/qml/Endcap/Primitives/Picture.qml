import QtQuick
import Endcap.Theme

// A product's picture on the ground of its department.
Rectangle {
    id: picture

    required property url source
    required property int tint
    property real share: 0.74 // of the shorter side
    property real lean: 0 // how far right of the middle it stands

    readonly property real side: Math.round(Math.min(width, height) * share)

    color: Theme.tint(tint)
    radius: Theme.radius

    Image {
        anchors { centerIn: parent; horizontalCenterOffset: picture.lean }
        width: picture.side
        height: picture.side
        source: picture.source
        sourceSize: Qt.size(picture.side, picture.side)
        fillMode: Image.PreserveAspectFit
        asynchronous: true
        retainWhileLoading: false
        smooth: true
    }
}
